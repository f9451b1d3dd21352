#include "bench/server/responder.h"

#include <algorithm>

namespace bench::server {

namespace {

constexpr std::uint64_t maxHeads = 4096; // that are kept; what is drawn from more delays gets a head of its own

// "2" for delays of whole seconds, "1234ms" for others.
Headers delayHeader(const std::optional<Delay>& drawnFrom, std::optional<std::chrono::milliseconds> delay) {
    if (!drawnFrom || !delay)
        return {};
    const bool seconds = drawnFrom->step == std::chrono::seconds(1);
    const auto count = delay->count();
    return {{"delay", seconds ? std::to_string(count / 1000) : std::to_string(count) + "ms"}};
}

} // namespace

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
    , m_fates(content) {
    if (m_content.body)
        m_body = representationOf(*m_content.body, m_content.bodyType);
    m_content.body.reset();
    m_heads.resize(content.delay ? std::min<std::uint64_t>(content.delay->choices(), maxHeads) : 1);
}

bool Responder::leadsToBehaviour(std::string_view path) const {
    return m_content.behaviours && ((m_content.list && path == "/") || behaviourAt(path));
}

Script Responder::respond(const Request& request) {
    if (request.method == "CONNECT") {
        Request refused;
        refused.keepAlive = false;
        return answer(refused, textResponse(501, "This server is no proxy.\n"));
    }
    if (const auto file = m_folder.find(request))
        return fated(request, *file, m_fates.next());
    if (m_content.behaviours) {
        if (auto script = behave(request, m_memory))
            return std::move(*script);
        if (request.path == "/" && (m_content.list || !m_body))
            return answer(request, htmlResponse(listOfBehaviours()));
    }
    if (m_body)
        return fated(request, *m_body, m_fates.next());
    return answer(request, textResponse(404, "Nothing here.\n"));
}

bool Responder::respondToKnown(const KnownRequest& request, Script& script) {
    if (!m_body || !m_content.root.empty() || leadsToBehaviour(request.path))
        return false;
    const Fate fate = m_fates.next();
    if (fate.fault != Fate::Fault::None || m_content.drip || !request.keepAlive) {
        Request read;
        read.method = "GET";
        read.keepAlive = request.keepAlive;
        script = fated(read, *m_body, fate);
        return true;
    }
    script.steps.clear();
    script.keepAlive = true;
    if (fate.delay && fate.delay->count() > 0)
        script.steps.emplace_back(Wait{*fate.delay});
    script.steps.emplace_back(Send{headOfBody(fate.delay)});
    if (m_body->size > 0)
        script.steps.push_back(wholeOf(*m_body));
    return true;
}

Bytes Responder::headOfBody(std::optional<std::chrono::milliseconds> delay) {
    const auto made = [&] {
        Request asked;
        return std::get<Send>(answerWith(asked, *m_body, {.extra = delayHeader(m_content.delay, delay)}).steps.front())
            .bytes;
    };
    const auto number =
        delay ? static_cast<std::size_t>((*delay - m_content.delay->minimum) / m_content.delay->step) : 0;
    if (number >= m_heads.size())
        return made();
    if (!m_heads[number])
        m_heads[number] = made();
    return m_heads[number];
}

Script Responder::fated(const Request& request, const Representation& content, const Fate& fate) const {
    const Headers extra = delayHeader(m_content.delay, fate.delay);
    Script script;
    if (fate.fault == Fate::Fault::Status) {
        Response failure = textResponse(fate.status, "As asked.\n");
        failure.headers.insert(failure.headers.end(), extra.begin(), extra.end());
        script = answer(request, failure);
    } else if (fate.fault == Fate::Fault::Reset) {
        script.steps.emplace_back(Reset{});
    } else {
        script =
            answerWith(request, content,
                       {.extra = extra, .truncated = fate.fault == Fate::Fault::Truncate, .dripping = m_content.drip});
    }
    if (fate.delay && fate.delay->count() > 0)
        script.steps.insert(script.steps.begin(), Wait{*fate.delay});
    return script;
}

} // namespace bench::server
