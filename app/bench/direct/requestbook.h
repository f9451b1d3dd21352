#pragma once

#include "bench/engine.h"

#include <string>
#include <string_view>
#include <vector>

namespace bench::direct {

// What a plan sends, as bytes: made once before the run, then only read, by all threads. Memory: the path of each link
// of a file once.
class RequestBook {
public:
    RequestBook(const LoadPlan& plan, const Targets& targets, QByteArray body);

    // Each server once, by scheme, host and port. Of a link's: routeOf().
    const std::vector<QUrl>& origins() const { return m_origins; }
    std::uint32_t routeOf(std::int64_t number) const;

    // The head of each request: {} makes them differ in a few digits, a file of links from the path on.
    const std::string& before() const { return m_before; } // the digits, or the path
    const std::string& after() const { return m_after; }   // the digits
    bool isNumbered() const { return m_numbered; }
    bool isOne() const { return !m_numbered && m_places.size() == 1; } // all are before()
    std::string_view pathOf(std::int64_t number) const;                // of a file's link
    const std::string& tailOf(std::uint32_t route) const { return m_tails[route]; }

    std::string_view body() const { return {m_body.constData(), static_cast<std::size_t>(m_body.size())}; }
    bool withoutAnswerBody() const { return m_method == "HEAD"; }

    QUrl linkOf(std::int64_t number) const { return m_targets.link(number); } // for a redirect: as dear as a QUrl
    std::string headTo(const QUrl& link, bool getInstead) const;              // where a redirect leads

private:
    struct Place { // of a file's link
        std::uint32_t route = 0;
        std::uint32_t size = 0;
        std::uint64_t from = 0; // in m_paths
    };
    const Place& placeOf(std::int64_t number) const;

    const Targets m_targets;
    const QByteArray m_method;
    const QByteArray m_body;
    std::string m_fields;    // of each request, with the empty line …
    std::string m_getFields; // … and of a GET without a body that follows a redirect
    bool m_numbered = false;
    std::string m_before;
    std::string m_after;
    std::vector<QUrl> m_origins;
    std::vector<std::string> m_tails; // by route: " HTTP/1.1", Host and all other fields
    std::vector<Place> m_places;
    std::string m_paths;
};

// The head of one request after the other, in a buffer of one thread: made once where all are the same; where they
// differ in a number its digits are written over the last one's.
class HeadWriter {
public:
    explicit HeadWriter(const RequestBook& book)
        : m_book(book) {}
    std::string_view headOf(std::int64_t number); // valid until the next call

private:
    std::string_view numbered(std::int64_t number);

    const RequestBook& m_book;
    std::string m_head;
    std::size_t m_digits = 0; // in m_head
};

} // namespace bench::direct
