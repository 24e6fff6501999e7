// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/channel_form.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "widgets/checked_field.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

using datasource::ChannelField;
using datasource::FieldType;

constexpr int kFieldWidth = 420;
constexpr int kLeastWidth = 260;

bool isHostPort(const QString& text) {
    const auto colon = text.lastIndexOf(QLatin1Char(':'));
    bool isNumber = false;
    const int port = text.mid(colon + 1).toInt(&isNumber);
    return colon > 0 && isNumber && port > 0 && port < 65'536 && !text.contains(QLatin1Char(' '));
}

bool isWebAddress(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    return url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

} // namespace

ChannelForm::ChannelForm(datasource::ChannelDraft draft, QWidget* parent)
    : QWidget(parent)
    , m_draft(std::move(draft))
    , m_kind(datasource::findChannelKind(m_draft.kind)) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(2, 1);
    column->addLayout(m_grid);
    buildFields();
    m_problem = plainLabel(this);
    m_save = new QPushButton(tr("Save"), this);
    m_save->setDefault(true);
    auto* cancel = new QPushButton(tr("Cancel"), this);
    auto* row = new QHBoxLayout;
    row->addWidget(m_problem, 1);
    row->addWidget(cancel);
    row->addWidget(m_save);
    column->addLayout(row);
    connect(m_save, &QPushButton::clicked, this, &ChannelForm::saveRequested);
    connect(cancel, &QPushButton::clicked, this, &ChannelForm::canceled);
    check();
}

void ChannelForm::buildFields() {
    if (m_draft.integration.empty()) {
        m_name = new CheckedField(this);
        m_name->setObjectName(QStringLiteral("name"));
        m_name->setText(toQString(m_draft.receiver));
        connect(m_name, &QLineEdit::textChanged, this, &ChannelForm::check);
        addRow(tr("Name"), m_name, tr("What routes call it. An existing name adds this channel to it."));
    }
    if (m_draft.kind == "email") {
        addPresets();
    }
    for (const auto& field : m_kind->fields) {
        addField(field);
    }
}

void ChannelForm::addRow(const QString& name, QWidget* field, const QString& note) {
    auto* label = new QLabel(name, this);
    label->setBuddy(field);
    field->setAccessibleName(name);
    field->setMinimumWidth(kLeastWidth);
    field->setMaximumWidth(kFieldWidth);
    const int row = m_grid->rowCount();
    m_grid->addWidget(label, row, 0);
    m_grid->addWidget(field, row, 1);
    if (!note.isEmpty()) {
        auto* hint = plainLabel(this);
        hint->setText(note);
        hint->setForegroundRole(QPalette::PlaceholderText);
        m_grid->addWidget(hint, row + 1, 1);
    }
}

void ChannelForm::addField(const ChannelField& field) {
    const std::string key(field.key);
    const auto found = m_draft.values.find(key);
    const auto value = found == m_draft.values.end() ? QString() : toQString(found->second);
    if (field.type == FieldType::kSecurity) {
        m_security = new QComboBox(this);
        m_security->addItem(tr("STARTTLS (mostly port 587)"), QStringLiteral("starttls"));
        m_security->addItem(tr("TLS from the start (mostly port 465)"), QStringLiteral("tls"));
        m_security->addItem(tr("None: passwords and mails can be read on the way"), QStringLiteral("none"));
        m_security->setCurrentIndex(std::max(0, m_security->findData(value)));
        connect(m_security, &QComboBox::currentIndexChanged, this, &ChannelForm::check);
        addRow(ChannelText::field(key), m_security, {});
        return;
    }
    auto* edit = new CheckedField(this);
    edit->setObjectName(toQString(key));
    edit->setText(value);
    const auto inherited = m_draft.inherited.find(key);
    const bool isInherited = inherited != m_draft.inherited.end();
    edit->setPlaceholderText(isInherited ? tr("%1 (for all, from the file)").arg(toQString(inherited->second))
                                         : ChannelText::example(m_draft.kind, key));
    if (field.type == FieldType::kSecret) {
        edit->setEchoMode(QLineEdit::Password);
        const bool isKnown = std::ranges::find(m_draft.knownSecrets, key) != m_draft.knownSecrets.end();
        edit->setPlaceholderText(isKnown       ? tr("Unchanged; type to replace it")
                                 : isInherited ? tr("That of the file, for all")
                                               : QString());
    }
    connect(edit, &QLineEdit::textChanged, this, &ChannelForm::check);
    m_fields[key] = edit;
    addRow(ChannelText::field(key), edit, ChannelText::note(m_draft.kind, key));
}

void ChannelForm::addPresets() {
    m_presets = new QComboBox(this);
    m_presets->setObjectName(QStringLiteral("provider"));
    m_presets->addItem(tr("Another mail server"));
    for (const auto& preset : datasource::mailPresets()) {
        m_presets->addItem(toQString(preset.name));
    }
    m_presetNote = plainLabel(this);
    m_presetNote->setForegroundRole(QPalette::PlaceholderText);
    m_presetNote->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addRow(tr("Provider"), m_presets, {});
    m_grid->addWidget(m_presetNote, m_grid->rowCount(), 1);
    const auto presets = datasource::mailPresets();
    const auto host = m_draft.values.find("smarthost");
    for (std::size_t i = 0; host != m_draft.values.end() && i < presets.size(); ++i) {
        if (presets[i].smarthost == host->second) {
            m_presets->setCurrentIndex(static_cast<int>(i) + 1);
        }
    }
    m_presetNote->setVisible(false);
    connect(m_presets, &QComboBox::currentIndexChanged, this, &ChannelForm::applyPreset);
}

void ChannelForm::applyPreset(int index) {
    const bool isKnown = index > 0;
    m_presetNote->setVisible(isKnown);
    if (!isKnown) {
        return;
    }
    const auto& preset = datasource::mailPresets()[static_cast<std::size_t>(index) - 1];
    m_fields.at("smarthost")->setText(toQString(preset.smarthost));
    m_security->setCurrentIndex(m_security->findData(toQString(preset.security)));
    if (!preset.needsAppPassword) {
        m_presetNote->setText(tr("The password of the account; mail programs may have to be allowed in its settings."));
    } else {
        m_presetNote->setText(
            tr("Takes a password made for programs, which is created at %1.").arg(toQString(preset.passwordPage)));
    }
}

QString ChannelForm::problemOf(const ChannelField& field, const QString& text) const {
    const bool isKnown = std::ranges::find(m_draft.knownSecrets, field.key) != m_draft.knownSecrets.end();
    if (text.isEmpty()) {
        const bool isInherited = m_draft.inherited.contains(std::string(field.key));
        return field.isRequired && !isKnown && !isInherited ? tr("This must be stated.") : QString();
    }
    bool isNumber = true;
    switch (field.type) {
    case FieldType::kAddresses:
        return text.contains(QLatin1Char('@')) || text.contains(QLatin1String("{{")) ? QString()
                                                                                     : tr("A mail address has an @.");
    case FieldType::kHostPort:
        return isHostPort(text) ? QString() : tr("A name and a port, such as smtp.example.org:587.");
    case FieldType::kUrl:
        return isWebAddress(text) ? QString() : tr("An address begins with http:// or https://.");
    case FieldType::kNumber:
        std::ignore = text.toLongLong(&isNumber);
        return isNumber ? QString() : tr("This is a whole number, perhaps with a minus sign.");
    case FieldType::kSecret:
        return field.key.ends_with("url") && !isWebAddress(text) ? tr("An address begins with http:// or https://.")
                                                                 : QString();
    default:
        return {};
    }
}

void ChannelForm::check() {
    bool isComplete = true;
    if (m_name != nullptr) {
        isComplete = !m_name->text().trimmed().isEmpty();
        m_name->setProblem(isComplete ? QString() : tr("This must be stated."));
    }
    for (const auto& field : m_kind->fields) {
        const auto found = m_fields.find(std::string(field.key));
        if (found == m_fields.end()) {
            continue;
        }
        const auto problem = problemOf(field, found->second->text().trimmed());
        isComplete = isComplete && problem.isEmpty();
        // What is still empty is asked for by the button, not by a row of red fields.
        found->second->setProblem(found->second->text().isEmpty() ? QString() : problem);
    }
    if (m_save != nullptr) {
        m_save->setEnabled(isComplete);
        m_problem->setText(isComplete ? QString() : tr("Fill in what is missing to save."));
    }
}

bool ChannelForm::isComplete() const {
    return m_save->isEnabled();
}

datasource::ChannelDraft ChannelForm::draft() const {
    auto draft = m_draft;
    draft.secrets.clear();
    if (m_name != nullptr) {
        draft.receiver = m_name->text().trimmed().toStdString();
    }
    if (m_security != nullptr) {
        draft.values["security"] = m_security->currentData().toString().toStdString();
    }
    for (const auto& field : m_kind->fields) {
        const auto found = m_fields.find(std::string(field.key));
        if (found == m_fields.end()) {
            continue;
        }
        const auto text = found->second->text().trimmed().toStdString();
        if (field.type != FieldType::kSecret) {
            draft.values[found->first] = text;
        } else if (!text.empty()) {
            draft.secrets[found->first] = text;
        }
    }
    return draft;
}

void ChannelForm::showProblem(const QString& text) {
    m_problem->setText(text);
}

void ChannelForm::setBusy(bool busy) {
    setEnabled(!busy);
    m_save->setText(busy ? tr("Saving…") : tr("Save"));
}

} // namespace hearth::ui
