#include "hostilepages.h"

// Pages whose text stands in what their scripts start from, or comes in parts.
void addStates(QList<HostilePage>& pages) {
    const auto row = [&](const char* name, Recipe recipe) { pages.append({name, recipe}); };
    row("__NEXT_DATA__ of many texts", []() -> QByteArray {
        return "<div id=__next></div><script id=__NEXT_DATA__ type=application/json>{\"props\":{\"posts\":[" +
               times(60'000, "{\"title\":\"A heading\",\"body\":\"<p>Some words of a text that reads well, and a few "
                             "more of them.</p>\"},") +
               "{}]}}</script>";
    });
    row("__NEXT_DATA__ never closed", []() -> QByteArray {
        return "<div id=__next></div><script id=__NEXT_DATA__ type=application/json>" +
               times(1 << 20, "{\"children\":[");
    });
    row("__NUXT_DATA__ that points to itself", []() -> QByteArray {
        return "<div id=__nuxt></div><script id=__NUXT_DATA__ type=application/json>[[1]," +
               times(200'000, "{\"body\":0,\"post\":1,\"next\":199999},\"Some words of a text.\",") + "0]</script>";
    });
    row("a stream of components", []() -> QByteArray {
        return "<div></div>" +
               times(50'000,
                     "<script>self.__next_f.push([1,\"1:[\\\"$\\\",\\\"p\\\",null,{\\\"children\\\":\\\"Some words "
                     "of a text that reads well, and a few more of them for the reader.\\\"}]\\n\"])</script>");
    });
    row("state in attributes", []() -> QByteArray {
        return "<div id=app></div>" +
               times(20'000, "<div data-props='{\"body\":\"" + times(12, "Some words of a text. ") + "\"}'></div>");
    });
    row("parts that come later", []() -> QByteArray {
        QByteArray page("<main>");
        for (int i = 0; i < 40'000; ++i) {
            const QByteArray number = QByteArray::number(i, 16);
            page += "<template id=\"B:" + number + "\"></template><div hidden id=\"S:" + number +
                    "\">x</div><script>$RC(\"B:" + number + "\",\"S:" + number + "\")</script>";
        }
        return page;
    });
    row("parts within parts", []() -> QByteArray {
        QByteArray page("<main><template id=\"B:0\"></template>"), calls;
        for (int i = 0; i < 20'000; ++i) {
            const QByteArray number = QByteArray::number(i, 16), next = QByteArray::number(i + 1, 16);
            page += "<div hidden id=\"S:" + number + "\">x<template id=\"B:" + next + "\"></template></div>";
            calls += "$RC(\"B:" + number + "\",\"S:" + number + "\");";
        }
        return page + "<script>" + calls + "</script>";
    });
}
