#include "archive/verdict.h"

#include "archive/errors.h"
#include "net/retrypolicy.h"

#include <QCoreApplication>

namespace archive {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(archive)
};

using net::ErrorKind;

Verdict failed(const QByteArray& kind, const QString& text) {
    Verdict verdict;
    verdict.errorKind = kind;
    verdict.errorText = text;
    return verdict;
}

} // namespace

Verdict judge(const net::Exchange& exchange, int attempt, int attempts, double chance, const QDateTime& now) {
    if (exchange.ok()) {
        if (exchange.status < 200 || exchange.status > 299)
            return failed(net::errorName(ErrorKind::HttpStatus), net::statusSentence(exchange.status));
        if (exchange.body.isEmpty())
            return failed(emptyBody, Words::tr("%1 answered %2 with nothing in it.")
                                         .arg(exchange.finalLink.host(), net::statusPhrase(exchange.status)));
        Verdict keep;
        keep.next = Verdict::Next::Keep;
        return keep;
    }
    const net::RetryDecision decision = net::decide(exchange, attempt, attempts, chance, now);
    Verdict verdict = decision.sentence.isEmpty() ? failed(net::errorName(exchange.error), exchange.errorText)
                                                  : failed(waitTooLong, decision.sentence);
    if (decision.action == net::RetryDecision::Action::RetryAfter ||
        decision.action == net::RetryDecision::Action::NotBefore) {
        verdict.next = Verdict::Next::Again;
        verdict.wait = decision.wait;
    }
    verdict.slowHost = decision.slowHost;
    return verdict;
}

} // namespace archive
