#pragma once

namespace base {
class Clock;
}
namespace net {
class Fetcher;
}
namespace secrets {
class CredentialStore;
}

namespace archive {

class ImageGate;
class Workers;

// What every capture works with; all of it lives in the network thread and outlives the captures.
struct Tools {
    net::Fetcher& fetcher;
    secrets::CredentialStore& credentials;
    base::Clock& clock;
    Workers& workers;
    ImageGate& imageGate;
};

} // namespace archive
