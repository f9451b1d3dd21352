#include "bench/server/responder.h"

namespace bench::server {

Handler handlerFor(const std::map<std::string, Handler, std::less<>>& handlers, std::string_view path) {
    if (const auto exact = handlers.find(path); exact != handlers.end())
        return exact->second;
    for (std::size_t slash = path.rfind('/'); slash != std::string_view::npos; slash = path.rfind('/', slash - 1)) {
        if (const auto folder = handlers.find(path.substr(0, slash + 1)); folder != handlers.end())
            return folder->second;
        if (slash == 0)
            break;
    }
    return {};
}

Responder::Responder(const Content& content)
    : m_content(content)
    , m_folder(content.root)
    , m_random(content.seed) {
    if (m_content.body)
        m_body = typedResponse(m_content.bodyType, bytesOf(*m_content.body));
}

Script Responder::respond(const Request& request) {
    if (request.method == "CONNECT") {
        Request refused;
        refused.keepAlive = false;
        return answer(refused, textResponse(501, "This server is no proxy.\n"));
    }
    if (auto script = m_folder.respond(request))
        return late(std::move(*script));
    if (m_content.behaviours) {
        if (auto script = behave(request, m_memory))
            return std::move(*script);
    }
    if (m_content.body)
        return late(answer(request, m_body));
    if (m_content.behaviours && request.path == "/")
        return answer(request, htmlResponse(listOfBehaviours()));
    return answer(request, textResponse(404, "Nothing here.\n"));
}

Script Responder::late(Script script) {
    if (!m_content.delay)
        return script;
    const Delay& delay = *m_content.delay;
    const auto steps = static_cast<std::uint64_t>((delay.maximum - delay.minimum) / delay.step) + 1;
    // One draw for each request, whatever the number of steps: the same seed gives the same delays. (The bias of the
    // remainder is below 10⁻¹³.)
    const auto drawn = static_cast<std::int64_t>(m_random() % steps);
    const auto wait = delay.minimum + drawn * delay.step;
    if (wait.count() > 0)
        script.steps.insert(script.steps.begin(), Wait{wait});
    return script;
}

} // namespace bench::server
