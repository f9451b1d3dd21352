#pragma once

#include "base/result.h"

#include <memory>
#include <optional>
#include <type_traits>

namespace library {

struct Stores;

// One piece of work for a thread of the library, with what follows it. run() and fail() happen on the library's thread,
// finish() on the context's.
class Task {
public:
    Task() = default;
    Task(const Task&) = delete;
    Task& operator=(const Task&) = delete;
    virtual ~Task() = default;

    virtual bool run(Stores& stores) = 0; // false: it failed, see error()
    virtual void fail(const base::Error& error) = 0;
    virtual base::Error error() const = 0;
    virtual void finish() = 0;
};

template<typename Work, typename Done>
class TaskOf final : public Task {
public:
    using Outcome = std::invoke_result_t<Work&, Stores&>; // base::Result<T>

    TaskOf(Work work, Done done)
        : m_work(std::move(work))
        , m_done(std::move(done)) {}

    bool run(Stores& stores) override {
        m_outcome.emplace(m_work(stores));
        return bool(*m_outcome);
    }
    void fail(const base::Error& error) override { m_outcome.emplace(error); }
    base::Error error() const override { return m_outcome->error(); }
    void finish() override { m_done(std::move(*m_outcome)); }

private:
    Work m_work;
    Done m_done;
    std::optional<Outcome> m_outcome;
};

template<typename Work, typename Done>
std::unique_ptr<Task> makeTask(Work work, Done done) {
    return std::make_unique<TaskOf<Work, Done>>(std::move(work), std::move(done));
}

} // namespace library
