// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <array>

#include "models/silence_times.h"

class QLabel;
class QLineEdit;
class QToolButton;

namespace hearth::ui {

class CheckedField;

/// Edits when a silence starts and ends: start, duration and end, linked, with presets, or "until resolved", which has
/// no end.
/// Threads: confined to the GUI thread.
class TimesEditor : public QWidget {
    Q_OBJECT

  public:
    explicit TimesEditor(QWidget* parent = nullptr);

    /// Time that goes on: what starts now moves with it.
    void setNow(model::TimestampMs now);
    void setUtc(bool utc);
    /// A silence that began before now stays in force since then, whatever preset is chosen; 0 for a new one.
    void setTimes(const SilenceTimes& times, bool untilResolved, model::TimestampMs inForceSince);

    const SilenceTimes& times() const { return m_times; }
    bool untilResolved() const;
    /// What is wrong with the times; empty: nothing.
    QString problem() const;

  signals:
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    enum Preset { kHour, kTonight, kWeekend, kUntilResolved, kPresetCount };
    enum Field { kStart, kDuration, kEnd, kFieldCount };

    void buildUi();
    void connectSignals();
    void retranslateUi();
    CheckedField& field(Field field) const { return *m_fields[field]; }

    void applyPreset(Preset preset);
    void setUntilResolved(bool on);
    void takeStart(const QString& text);
    void takeDuration(const QString& text);
    void takeEnd(const QString& text);
    void render(const QLineEdit* except);

    SilenceTimes m_times;
    model::TimestampMs m_now = 0;
    model::TimestampMs m_inForceSince = 0;
    bool m_utc = false;

    std::array<QToolButton*, kPresetCount> m_presets{};
    std::array<QLabel*, kFieldCount> m_names{};
    std::array<CheckedField*, kFieldCount> m_fields{};
};

} // namespace hearth::ui
