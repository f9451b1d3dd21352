#pragma once

#include "library/library.h"
#include "ui/widgets/worker.h"

#include <QUrl>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTemporaryDir;

namespace ui {

// What leaves the program; replaced in tests.
struct ReaderDoors {
    std::function<void(const QUrl&)> openOutside; // allowed before it is called: http, https, mailto, or a copy of ours
    std::function<QString(QWidget*, const QString&)> askWhereToSave; // suggested name → path, empty: cancelled

    static ReaderDoors system();
};

// Stands where the article would be for what is kept as it is, a PDF mostly: says what it is and how to see it.
class OtherFileView : public QWidget {
    Q_OBJECT

public:
    OtherFileView(library::Library& library, Worker& worker, QWidget* parent = nullptr);
    ~OtherFileView() override;

    void setDoors(const ReaderDoors& doors) { m_doors = doors; }
    void showSnapshot(const library::SnapshotRow& snapshot);

Q_SIGNALS:
    void originalWanted();
    void sourceWanted();
    void failed(const QString& sentence);

private:
    void write(const QString& path, const std::function<void()>& done);
    void saveCopy();
    void openCopy();
    QString fileName() const;

    library::Library& m_library;
    Worker& m_worker;
    ReaderDoors m_doors;
    library::SnapshotRow m_snapshot;
    std::unique_ptr<QTemporaryDir> m_copies; // gone with this widget
    QLabel* m_text;
    QPushButton* m_open;
    QPushButton* m_save;
    QPushButton* m_original; // where a browser shows what Tidemark cannot
    QPushButton* m_source;
};

// A file name from a link, safe in any folder: letters, digits, dots and dashes, with the media type's ending.
QString fileNameFor(const QUrl& link, const QByteArray& mediaType);

} // namespace ui
