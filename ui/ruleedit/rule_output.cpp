// SPDX-License-Identifier: GPL-3.0-or-later
#include "ruleedit/rule_output.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QTabWidget>
#include <QVBoxLayout>

#include "models/plain_text.h"

namespace hearth::ui {
namespace {

constexpr int kHeight = 190;

QPlainTextEdit* reader(QWidget* parent) {
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setMinimumHeight(kHeight);
    return text;
}

/// Keeps what is selected and scrolled while nothing changes.
void setText(QPlainTextEdit& view, const QString& text) {
    if (view.toPlainText() != text) {
        view.setPlainText(text);
    }
}

} // namespace

RuleOutput::RuleOutput(QWidget* parent)
    : QWidget(parent) {
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_preview = reader(m_tabs);
    m_yaml = reader(m_tabs);
    m_yaml->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_yaml->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_tabs->addTab(m_preview, QString());
    m_route = reader(m_tabs);
    m_tabs->addTab(m_yaml, QString());
    m_tabs->addTab(m_route, QString());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    retranslateUi();
    setAlert(nullptr, 0);
}

void RuleOutput::setYaml(const QString& yaml) {
    setText(*m_yaml, yaml);
}

QString RuleOutput::yaml() const {
    return m_yaml->toPlainText();
}

QString RuleOutput::preview() const {
    return m_preview->toPlainText();
}

void RuleOutput::setRoute(const QString& text) {
    setText(*m_route, text);
}

QString RuleOutput::route() const {
    return m_route->toPlainText();
}

void RuleOutput::setAlert(const datasource::BacktestAlert* alert, std::optional<std::size_t> others) {
    if (alert == nullptr) {
        return setText(*m_preview,
                       tr("The texts of an alert appear here, once the expression has values in the past."));
    }
    QStringList lines;
    if (!others) {
        lines << tr("It never fired in this time. Its alert would read:") << QString();
    }
    for (const auto& [name, text] : alert->annotations) {
        lines << tr("%1: %2", "an annotation").arg(toQString(name), toQString(text));
    }
    if (!alert->annotations.empty()) {
        lines << QString();
    }
    for (const auto& label : alert->labels) {
        lines << QStringLiteral("%1=\"%2\"").arg(toQString(label.name), toQString(label.value));
    }
    if (others.value_or(0) > 0) {
        lines << QString()
              << tr("%Ln other alert(s) in this time. Choose one below the chart.", nullptr, static_cast<int>(*others));
    }
    setText(*m_preview, lines.join(QLatin1Char('\n')));
}

void RuleOutput::retranslateUi() {
    m_tabs->setTabText(0, tr("Text preview"));
    m_tabs->setTabText(1, tr("YAML"));
    m_tabs->setTabText(2, tr("Route"));
    m_tabs->setAccessibleName(tr("What the rule comes to"));
    m_preview->setAccessibleName(tr("Text preview"));
    m_yaml->setAccessibleName(tr("YAML"));
    m_route->setAccessibleName(tr("Route"));
}

void RuleOutput::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

} // namespace hearth::ui
