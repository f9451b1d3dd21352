#include "article/flags.h"

#include "article/hidden.h"
#include "article/text.h"

#include <algorithm>

namespace article {
namespace {

constexpr quint32 shortPage = 200;   // words in all: a challenge says little
constexpr quint32 loginPage = 260;   // a sign-in page has a menu and a footer besides
constexpr quint32 runningText = 120; // words of running text that make a page worth reading
constexpr int emptyArticle = 25;
constexpr quint32 emptyPage = 60;
constexpr quint32 manyScripts = 3;
constexpr quint64 muchScript = 2000;
constexpr quint32 framePage = 100;       // words of a page that is a frame for its scripts
constexpr quint64 wholeProgram = 20'000; // bytes of script that fill such a frame

bool holdsAny(const QString& text, std::initializer_list<const char*> phrases) {
    return std::any_of(phrases.begin(), phrases.end(), [&](const char* phrase) {
        return text.contains(QString::fromUtf8(phrase), Qt::CaseInsensitive);
    });
}

// What of a page's machinery gives it away.
struct Marks {
    bool challenge = false;
    bool password = false;
    bool loginForm = false;
    bool noscriptAsks = false;
};

bool isChallengeName(std::string_view name) {
    static constexpr std::string_view names[] = {"cf-challenge",
                                                 "challenge-form",
                                                 "challenge-platform",
                                                 "cf-browser-verification",
                                                 "px-captcha",
                                                 "_Incapsula_",
                                                 "ddos-guard",
                                                 "captcha-delivery",
                                                 "cf-turnstile",
                                                 "cf-error-details",
                                                 "sucuri",
                                                 "hcaptcha",
                                                 "recaptcha",
                                                 "arkoselabs",
                                                 "perimeterx",
                                                 "distil"};
    return std::any_of(std::begin(names), std::end(names),
                       [&](std::string_view each) { return name.find(each) != std::string_view::npos; });
}

Marks marksOf(const Document& document) {
    Marks marks;
    NodeId hiddenEnd = 0; // many sites carry a sign-in form that waits unseen
    for (NodeId id = 0; id < document.size(); ++id) {
        const Tag tag = document.tag(id);
        if (id >= hiddenEnd && isHidden(document, id))
            hiddenEnd = document.end(id);
        if (tag == Tag::Input && id >= hiddenEnd)
            marks.password |= equalsIgnoringCase(document.attribute(id, Attribute::Type), "password");
        if (tag == Tag::Noscript && !marks.noscriptAsks) {
            const QString text = stringOf(foldedText(document, id, 500));
            marks.noscriptAsks = holdsAny(text, {"javascript"});
        }
        for (const Attribute name : {Attribute::Id, Attribute::Class, Attribute::Src}) {
            const std::string_view value = document.attribute(id, name);
            marks.challenge |= !value.empty() && isChallengeName(value);
            if (tag == Tag::Form && id >= hiddenEnd &&
                (value.find("login") != std::string_view::npos || value.find("signin") != std::string_view::npos))
                marks.loginForm = true;
        }
    }
    return marks;
}

QString startOf(const Blocks& blocks) {
    QString text;
    for (size_t i = 0; i < blocks.size() && text.size() < 3000; ++i)
        text += QString(stringOf(blocks.text(i)) + QLatin1Char('\n'));
    return text;
}

bool isChallenge(const Marks& marks, const QString& title, const QString& text) {
    const bool named =
        holdsAny(title, {"just a moment", "attention required", "checking your browser", "access denied",
                         "pardon our interruption", "are you a robot", "robot or human", "security check", "ddos-guard",
                         "one moment, please", "verifying you are human", "human verification", "please wait",
                         "bot verification", "captcha", "403 forbidden"});
    const bool said = holdsAny(text, {"checking your browser", "verify you are human", "verifying you are human",
                                      "checking if the site connection is secure", "unusual traffic", "not a robot",
                                      "are you a robot", "complete the security check", "enable javascript and cookies",
                                      "needs to review the security", "ray id", "you have been blocked",
                                      "prove you are human", "please turn javascript on and reload"});
    return int(named) + int(said) + int(marks.challenge) >= 2;
}

bool isLogin(const Marks& marks, const QString& title, quint32 words) {
    const bool named =
        holdsAny(title, {"log in",    "login",     "sign in",      "sign-in",      "signin",      "anmelden",
                         "anmeldung", "connexion", "se connecter", "iniciar sesi", "inicia sesi", "accedi",
                         "inloggen",  "zaloguj",   "logowanie",    "вход",         "войти",       "登录",
                         "登錄",      "ログイン",  "로그인",       "giriş"});
    const int marksFound = (marks.password ? 2 : 0) + int(named) + int(marks.loginForm) + int(words < shortPage / 3);
    return marksFound >= 3;
}

bool hasPictures(const Document& document) {
    for (NodeId id = 0; id < document.size(); ++id) {
        if (document.tag(id) == Tag::Img)
            return true;
    }
    return false;
}

// Nothing was found on a page that has a name: what stands there is its frame. Without words a picture may be all
// there is.
bool isFrame(const Document& document, const QString& title, quint32 words, int articleWords) {
    return articleWords == 0 && !title.isEmpty() &&
           (words >= emptyPage / 3 || document.scripts() >= manyScripts || !hasPictures(document));
}

bool asksForScripts(const QString& text) {
    return holdsAny(text, {"enable javascript",         "requires javascript",
                           "javascript is disabled",    "javascript is required",
                           "activate javascript",       "javascript to run this app",
                           "javascript is not enabled", "turn on javascript",
                           "javascript aktivieren",     "javascript ist deaktiviert",
                           "activer javascript",        "habilita javascript",
                           "habilitar javascript",      "habilite javascript",
                           "abilita javascript",        "ative o javascript",
                           "включите javascript",       "启用javascript",
                           "启用 javascript",           "javascriptを有効"});
}

} // namespace

Flag detectFlag(const Document& document, const Blocks& blocks, const QString& title, int articleWords) {
    const auto all = quint32(blocks.size());
    const quint32 words = blocks.tokens(0, all);
    const quint32 running = blocks.textyTokens(0, all);
    if (running >= runningText)
        return Flag::None;
    const bool frame = isFrame(document, title, words, articleWords);
    if (words >= loginPage)
        return frame ? Flag::NeedsBrowser : Flag::None;
    const Marks marks = marksOf(document);
    const QString text = startOf(blocks);
    if (words < shortPage && isChallenge(marks, title, text))
        return Flag::Challenge;
    if (isLogin(marks, title, words))
        return Flag::Login;
    const bool scripted =
        document.scripts() >= manyScripts || document.scriptBytes() >= muchScript || marks.noscriptAsks;
    const bool asks = marks.noscriptAsks || asksForScripts(text);
    const bool empty = articleWords < emptyArticle;
    const bool filled = running == 0 && words < framePage && document.scripts() >= manyScripts &&
                        document.scriptBytes() >= wholeProgram;
    if (frame || (empty && ((asks && words < emptyPage) || (scripted && words < emptyPage / 3) || filled)))
        return Flag::NeedsBrowser;
    return Flag::None;
}

} // namespace article
