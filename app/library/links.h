#pragma once

#include <QByteArray>
#include <QString>

// What is derived from a link or a title once, when it is stored.
namespace library {

QByteArray hashUrl(const QString& link); // lower-case hex md5 of the exact text
QString hostOf(const QString& link);     // "example.org:443": the request queue's key; empty when there is none
QString siteOf(const QString& link);     // "example.org", "example.org:8080": host without "www." and the usual port
QString sortKey(const QString& title);   // case and accents folded, leading punctuation cut off; compared by code point

} // namespace library
