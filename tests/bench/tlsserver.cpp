// The built-in server over TLS, which no command starts: answers every path with so many bytes until it is ended.
// Writes its certificate to a file, then prints where it listens, as `tidemark-cli serve` does.

#include "base/descriptors.h"
#include "bench/server/server.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include <unistd.h>

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fputs("usage: tlsserver CERTIFICATE BODY_SIZE\n", stderr);
        return 2;
    }
    base::raiseDescriptorLimit();
    bench::server::Options options;
    options.content.body = std::string(std::strtoul(argv[2], nullptr, 10), 'x');
    options.content.behaviours = false;
    options.tls.names = {"127.0.0.1"};
    options.keepLog = false;
    bench::server::Server server(options);
    if (const std::string failure = server.start(); !failure.empty()) {
        std::fprintf(stderr, "no server: %s\n", failure.c_str());
        return 1;
    }
    std::ofstream(argv[1]) << server.certificate();
    std::printf("%s/\n", server.origin().c_str());
    std::fflush(stdout);
    ::pause();
    return 0;
}
