#pragma once

namespace cli {

// Lets a read of standard input that nobody answers be ended: from construction on it comes through a pipe of our own,
// and end() makes that pipe's end the input's end. Only for the one command that reads it; made before the first read.
class StandardInput {
public:
    StandardInput();
    ~StandardInput();
    StandardInput(const StandardInput&) = delete;
    StandardInput& operator=(const StandardInput&) = delete;

    void end(); // any thread, also twice

private:
    int m_writeEnd = -1;
};

} // namespace cli
