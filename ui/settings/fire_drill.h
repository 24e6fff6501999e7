// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>
#include <QWidget>
#include <string>

#include "base/error.h"
#include "datasource/alertmanager_types.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace hearth::ui {

class AsyncSource;
class CheckedField;
class TraceView;

/// A test alert that goes the whole way: route, group, receiver; it ends by itself after a minute. What happens to it
/// is shown as it happens. Threads: confined to the GUI thread.
class FireDrill : public QWidget {
    Q_OBJECT

  public:
    /// `source` must outlive it.
    explicit FireDrill(AsyncSource& source, QWidget* parent = nullptr);

    /// Whether the server tells what happens to an alert.
    void setHasTrace(bool hasTrace) { m_hasTrace = hasTrace; }
    void setUtc(bool utc) { m_utc = utc; }

  protected:
    void hideEvent(QHideEvent* event) override;

  private:
    void buildUi();
    void begin();
    void begun(const Result<std::string>& fingerprint);
    void ask();
    void showTrace(Result<std::vector<datasource::TraceEvent>> events);
    Result<datasource::PostedAlert> alert() const;
    void end(const QString& text);

    AsyncSource& m_source;
    QTimer m_timer;
    bool m_hasTrace = true;
    bool m_utc = false;
    std::string m_fingerprint;
    model::TimestampMs m_begunAt = 0;

    CheckedField* m_name = nullptr;
    QComboBox* m_severity = nullptr;
    CheckedField* m_labels = nullptr;
    QPushButton* m_begin = nullptr;
    QLabel* m_state = nullptr;
    TraceView* m_trace = nullptr;
};

} // namespace hearth::ui
