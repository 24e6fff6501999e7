// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>
#include <optional>

#include "datasource/backtest.h"

class QPlainTextEdit;
class QTabWidget;

namespace hearth::ui {

/// What a rule comes to: the texts of one alert, the YAML of the rule, and whom a firing would tell.
/// Threads: confined to the GUI thread.
class RuleOutput : public QWidget {
    Q_OBJECT

  public:
    explicit RuleOutput(QWidget* parent = nullptr);

    void setYaml(const QString& yaml);
    QString yaml() const;
    /// Null: there is no alert to show. `others`: how many there are besides; unset: it is one that never was, and
    /// stands for how an alert would read.
    void setAlert(const datasource::BacktestAlert* alert, std::optional<std::size_t> others);
    QString preview() const;
    void setRoute(const QString& text);
    QString route() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();

    QTabWidget* m_tabs = nullptr;
    QPlainTextEdit* m_preview = nullptr;
    QPlainTextEdit* m_yaml = nullptr;
    QPlainTextEdit* m_route = nullptr;
};

} // namespace hearth::ui
