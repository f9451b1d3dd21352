#pragma once

#include <QPlainTextEdit>

class QMimeData;

namespace ui {

// The paste field: takes links as text, as HTML with anchors and as dropped files. What is too long to be edited by
// hand, and files, are handed on instead of being shown.
class LinkField : public QPlainTextEdit {
    Q_OBJECT

public:
    static constexpr qsizetype mostShown = 200'000; // characters; longer text goes to tooLong()

    explicit LinkField(QWidget* parent = nullptr);

    static bool takes(const QMimeData& mime);
    static bool holdsLinks(const QMimeData& mime); // or files, or more text than is looked through here
    void take(const QMimeData& mime);
    QSize sizeHint() const override;

Q_SIGNALS:
    void filesGiven(const QStringList& paths);
    void longTextGiven(const QString& text);

protected:
    bool canInsertFromMimeData(const QMimeData* source) const override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    void insertLines(const QStringList& lines);
};

} // namespace ui
