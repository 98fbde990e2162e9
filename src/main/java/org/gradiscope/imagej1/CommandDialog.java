/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.imagej1;

import ij.gui.GenericDialog;

import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.FlowLayout;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Panel;
import java.awt.TextField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.function.Supplier;

import org.gradiscope.command.KeyValues;
import org.gradiscope.command.Keys;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** The dialog of a command, made from the descriptions of its keys. */
final class CommandDialog extends GenericDialog {

	private static final long serialVersionUID = 1;

	private static final int COLUMNS_OF_NUMBERS = 8;
	private static final int COLUMNS_OF_TEXTS = 22;
	/** Below each other; with more, the dialog is higher than a small screen. */
	private static final int MOST_FIELDS = 14;
	/** Of the description over one column and over two, in characters. */
	private static final int NARROW = 60;
	private static final int WIDE = 100;

	private final transient CommandInfo command;
	private final transient Run run;
	private final transient Map<String, Supplier<String>> readers = new LinkedHashMap<>();
	private final HelpLines help = new HelpLines();

	/**
	 * @param run previewed as the values change
	 * @param texts what the fields begin with
	 * @param problem what was wrong with these values, or empty
	 */
	CommandDialog(final CommandInfo command, final Run run, final Map<String, String> texts,
		final String problem) {
		super(command.getLabel());
		this.command = command;
		this.run = run;
		final List<ModuleItem<?>> keys = Keys.of(command);
		addMessage(Lines.wrap(command.getDescription(), keys.size() > MOST_FIELDS ? WIDE : NARROW));
		for (final ModuleItem<?> key : keys)
			add(key, texts.get(key.getName()));
		setInsets(10, 0, 0);
		addPanel(help, GridBagConstraints.CENTER, new java.awt.Insets(10, 0, 0, 0));
		help.problem(problem);
		addHelp(HelpPage.of(command));
		addDialogListener((dialog, event) -> event == null || check());
	}

	private void add(final ModuleItem<?> key, final String text) {
		final List<String> choices = KeyValues.choices(key);
		final Component field;
		if (!choices.isEmpty()) field = addChoice(key, choices, text);
		else if (key.getType() == boolean.class) field = addCheckbox(key, text);
		else field = addText(key, text);
		help.explain(field, key.getDescription());
	}

	private Component addChoice(final ModuleItem<?> key, final List<String> choices,
		final String text) {
		addChoice(key.getLabel() + ":", choices.toArray(String[]::new), text);
		final Choice choice = last(getChoices());
		readers.put(key.getName(), choice::getSelectedItem);
		return choice;
	}

	private Component addCheckbox(final ModuleItem<?> key, final String text) {
		addCheckbox(key.getLabel(), Boolean.parseBoolean(text));
		final Checkbox box = last(getCheckboxes());
		readers.put(key.getName(), () -> String.valueOf(box.getState()));
		return box;
	}

	private Component addText(final ModuleItem<?> key, final String text) {
		addStringField(key.getLabel() + ":", text, key.getType() == String.class ? COLUMNS_OF_TEXTS
			: COLUMNS_OF_NUMBERS);
		final TextField field = last(getStringFields());
		readers.put(key.getName(), field::getText);
		if (key.getName().equals("model")) addBrowser(field);
		return field;
	}

	/** Puts a button beside a field that takes the path of a file or a folder. */
	private void addBrowser(final TextField field) {
		final Button button = new Button("Browse...");
		button.addActionListener(event -> ModelChooser.choose(this, field.getText()).ifPresent(
			field::setText));
		final GridBagConstraints place = ((GridBagLayout) getLayout()).getConstraints(field);
		final Panel both = new Panel(new FlowLayout(FlowLayout.LEFT, 0, 0));
		remove(field);
		both.add(field);
		both.add(button);
		add(both, place);
	}

	@SuppressWarnings("unchecked")
	private static <C extends Component> C last(final Vector<?> components) {
		return (C) components.lastElement();
	}

	/** What the fields hold, by key. */
	Map<String, String> texts() {
		final Map<String, String> texts = new LinkedHashMap<>();
		readers.forEach((key, reader) -> texts.put(key, reader.get()));
		return texts;
	}

	/** Just before the dialog is shown, when its buttons are there too. */
	@Override
	public void pack() {
		if (readers.size() > MOST_FIELDS) TwoColumns.arrange(this, getComponent(1), readers.size());
		super.pack();
	}

	/** Without values that the keys can have, there is no OK and no preview. */
	private boolean check() {
		try {
			run.set(KeyValues.parse(command, texts(), List.of()));
		}
		catch (final IllegalArgumentException e) {
			help.problem(e.getMessage());
			return false;
		}
		help.problem("");
		run.preview();
		return true;
	}
}
