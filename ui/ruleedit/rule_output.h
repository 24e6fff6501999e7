// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "datasource/backtest.h"

class QPlainTextEdit;
class QTabWidget;

namespace hearth::ui {

/// What a rule comes to: the texts of one alert, and the YAML of the rule.
/// Threads: confined to the GUI thread.
class RuleOutput : public QWidget {
    Q_OBJECT

  public:
    explicit RuleOutput(QWidget* parent = nullptr);

    void setYaml(const QString& yaml);
    QString yaml() const;
    /// Null: there is no alert to show. `others`: how many there are besides.
    void setAlert(const datasource::BacktestAlert* alert, std::size_t others);
    QString preview() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslateUi();

    QTabWidget* m_tabs = nullptr;
    QPlainTextEdit* m_preview = nullptr;
    QPlainTextEdit* m_yaml = nullptr;
};

} // namespace hearth::ui
