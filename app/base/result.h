#pragma once

#include <QByteArray>
#include <QString>

#include <utility>
#include <variant>

namespace base {

// What a user, a disk or a network can cause. `kind` is a stable text of the reporting module: it is stored, printed
// in JSON and compared by programs. `message` is for people: what happened, to what, and what to do.
struct Error {
    QByteArray kind;
    QString message;

    bool operator==(const Error&) const = default;
};

// Either a value or an Error. Test it before value(); a programmer's mistake asserts.
template<typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return m_state.index() == 0; }
    const T& value() const& {
        Q_ASSERT(*this);
        return *std::get_if<0>(&m_state);
    }
    T& value() & {
        Q_ASSERT(*this);
        return *std::get_if<0>(&m_state);
    }
    T&& value() && {
        Q_ASSERT(*this);
        return std::move(*std::get_if<0>(&m_state));
    }
    const T& operator*() const& { return value(); }
    T& operator*() & { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }
    T* operator->() { return &value(); }
    T valueOr(T fallback) const { return *this ? value() : std::move(fallback); }
    const Error& error() const {
        Q_ASSERT(!*this);
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, Error> m_state;
};

template<>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_ok(false) {}

    explicit operator bool() const { return m_ok; }
    const Error& error() const {
        Q_ASSERT(!m_ok);
        return m_error;
    }

private:
    Error m_error;
    bool m_ok = true;
};

} // namespace base
