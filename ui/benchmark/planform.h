#pragma once

#include "bench/loadplan.h"

#include <QSet>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace ui {

class CountBox;
class FileField;
class RateBox;
class SecondsBox;

// Every part of a load plan, to look at and to change.
class PlanForm : public QWidget {
    Q_OBJECT

public:
    explicit PlanForm(QWidget* parent = nullptr);

    void setPlan(const bench::LoadPlan& plan); // changed() once
    bench::LoadPlan plan() const;
    QString problem() const; // what is wrong with what was typed, as checkPlan() says it; empty: nothing
    QWidget* markWrong();    // marks every field that is wrong; the first of them, none where all are right
    QLineEdit* nameField() const { return m_name; }

Q_SIGNALS:
    void changed();

private:
    enum class Target { Server, Link, File };
    struct Wrong {
        QWidget* field;
        QString why;
    };

    void addTarget(QVBoxLayout* column);
    void addServer(QVBoxLayout* column);
    void addAmount(QVBoxLayout* column);
    void addEngine(QVBoxLayout* column);
    void addTrust(QVBoxLayout* column);
    void addRequest(QVBoxLayout* column);
    void addTimes(QVBoxLayout* column);
    void joinFields();
    QList<bench::Stage> stages() const;
    QList<Wrong> wrongs() const;
    QList<Wrong> wrongTarget(const bench::LoadPlan& given) const;
    void tell();
    void nameHonestly();
    void showParts();
    Target target() const;

    bool m_setting = false;
    QList<QWidget*> m_marked;       // fields that are wrong
    QSet<QByteArray> m_lostSecrets; // header fields whose values were not kept with the plan
    QLineEdit* m_name;
    QComboBox* m_target;
    QFormLayout* m_targetPart = nullptr;
    QLineEdit* m_link;
    QLabel* m_linkNote = nullptr;
    FileField* m_linksFile;
    QWidget* m_server;
    QLineEdit* m_delay;
    CountBox* m_bodySize;
    QLineEdit* m_seed;
    CountBox* m_requests;
    SecondsBox* m_duration;
    SecondsBox* m_warmUp;
    CountBox* m_concurrency;
    QComboBox* m_engine;
    QFormLayout* m_enginePart = nullptr;
    QLabel* m_engineNote = nullptr;
    CountBox* m_threads;
    RateBox* m_rate;
    QLineEdit* m_stages;
    QLabel* m_stagesNote = nullptr;
    QLineEdit* m_localAddresses;
    QWidget* m_trust;
    FileField* m_caFile;
    QCheckBox* m_insecure;
    QLineEdit* m_method;
    QPlainTextEdit* m_headers;
    FileField* m_bodyFile;
    SecondsBox* m_timeout;
    SecondsBox* m_connectTimeout;
    SecondsBox* m_firstByteTimeout;
    QFormLayout* m_timesPart = nullptr;
    QCheckBox* m_keepAlive;
    QLabel* m_keepAliveNote = nullptr;
    QCheckBox* m_redirects;
};

} // namespace ui
