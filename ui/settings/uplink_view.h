// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QTimer>
#include <QWidget>
#include <vector>

#include "base/error.h"
#include "model/query_value.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace hearth::ui {

class AsyncSource;
class MessageBar;
class ShapeLabel;

/// Which hosts outside are asked whether the way to the internet is there, and how they answered last.
/// Threads: confined to the GUI thread.
class UplinkView : public QWidget {
    Q_OBJECT

  public:
    /// `source` must outlive it.
    explicit UplinkView(AsyncSource& source, QWidget* parent = nullptr);

    /// What is in force.
    void setHosts(const QStringList& hosts);
    /// Only the engine of this process can be told; of another one only the answers are shown, and how it is told.
    void setLocal(bool local);
    /// What came of hostsChosen().
    void report(const Result<void>& watched);

    /// Hosts as people type them: by commas, blanks or lines.
    static QStringList parse(const QString& text);

  signals:
    void hostsChosen(const QStringList& hosts);

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void buildUi();
    void retranslateUi();
    void choose();
    void ask();
    void take(const Result<model::QueryAnswer>& answer);
    void renderChecks();
    void renderVerdict();
    void updateButtons();

    AsyncSource& m_source;
    QStringList m_hosts;
    bool m_isLocal = true;
    QTimer m_timer;
    struct Check {
        QString host;
        bool isGateway = false;
        bool answered = false;
        bool operator==(const Check&) const = default;
    };
    std::vector<Check> m_checks;
    MessageBar* m_message = nullptr;
    QLabel* m_intro = nullptr;
    QLabel* m_label = nullptr;
    QLineEdit* m_edit = nullptr;
    QPushButton* m_save = nullptr;
    QPushButton* m_off = nullptr;
    ShapeLabel* m_shape = nullptr;
    QLabel* m_verdict = nullptr;
    QLabel* m_checksTitle = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace hearth::ui
