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

package org.gradiscope.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Macro;
import ij.plugin.frame.Recorder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.gradiscope.model.store.ModelStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.DynamicCommand;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.PluginService;
import org.scijava.service.Service;

/** Names are the keys of macros, so they have rules; and every one of them is explained. */
class CommandKeysTest {

	private static final Context CONTEXT = new Context(PluginService.class);

	static Stream<CommandInfo> commands() {
		return CONTEXT.service(PluginService.class).getPluginsOfType(Command.class).stream()
			.filter(p -> p.getClassName().startsWith("org.gradiscope.command.")).map(CommandInfo::new);
	}

	@AfterAll
	static void dispose() {
		CONTEXT.dispose();
	}

	@Test
	void theseAreTheCommands() {
		assertEquals(List.of("about-gradiscope", "activations", "adversarial-patch",
			"adversarial-perturbation", "check-model", "check-photograph", "check-saliency", "classify",
			"compare-networks", "deep-dream", "download-model", "explain-objects",
			"feature-visualization", "fine-tune", "fooling-image", "gradiscope-help", "harden-network",
			"kernels", "loss-surface", "model-info", "robustness-curve", "saliency-map", "start-here",
			"style-transfer", "test-concept", "texture", "top-patches", "train-denoiser",
			"train-substitute", "transfer-matrix"),
			commands().map(CommandInfo::getName).sorted().toList());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void theMenuEntryIsTheName(final CommandInfo command) throws Exception {
		final String entry = command.getMenuPath().getLeaf().getName();
		assertEquals("Plugins > Gradiscope > " + entry, command.getMenuPath().getMenuString());
		assertEquals(command.getName() + "...", entry.toLowerCase().replace(' ', '-'));
		assertEquals(entry, command.getLabel() + "...");
		assertTrue(command.getDescription().endsWith("."), command.getName());
		assertFalse(DynamicCommand.class.isAssignableFrom(command.loadClass()));
		assertTrue(command.canCancel());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void everyParameterIsNamedAndExplained(final CommandInfo command) {
		for (final ModuleItem<?> item : command.inputs()) {
			if (Service.class.isAssignableFrom(item.getType())) continue;
			assertTrue(item.getName().matches("[a-z][a-z0-9]*"), item.getName());
			assertNotNull(item.getLabel(), item.getName());
			assertTrue(Hints.description(item).endsWith("."), item.getName());
			assertFalse(item.isPersisted(), item.getName());
			// What takes a folder too runs while no image is open.
			if (item.getType() == ImagePlus.class)
				assertEquals(!Keys.takesFolder(command), item.isRequired(), command.getName());
			else assertTrue(item.isRequired(), item.getName());
			if (item.getType() == ImagePlus.class) continue;
			assertTrue(item.getType() == String.class || item.getType().isPrimitive(), item.getName());
			assertNotNull(item.getDefaultValue(), item.getName());
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void theDefaultIsAmongTheChoices(final CommandInfo command) {
		for (final ModuleItem<?> key : Keys.of(command))
			if (!KeyValues.choices(key).isEmpty())
				assertTrue(KeyValues.choices(key).contains(key.getDefaultValue()), key.getName());
		if (!List.of("start-here", "download-model", "gradiscope-help", "about-gradiscope")
			.contains(command.getName()))
			assertEquals(ModelStore.EMBEDDED,
				command.getInput(command.getName().equals("transfer-matrix") ? "models" : "model")
					.getDefaultValue());
	}

	@ParameterizedTest
	@MethodSource("commands")
	void imagesThatComeOutHaveATitleKey(final CommandInfo command) {
		for (final ModuleItem<?> item : command.outputs()) {
			assertEquals(ItemIO.OUTPUT, item.getIOType());
			assertTrue(item.getDescription().endsWith("."), item.getName());
			// What is asked for nothing gives what comes with the plugin, under one title.
			if (item.getType() == ImagePlus.class && !Keys.of(command).isEmpty())
				assertEquals("auto", command.getInput("title").getDefaultValue());
		}
	}

	/** What a person sees at first is little, whatever method is chosen. */
	@ParameterizedTest
	@MethodSource("commands")
	void atMostTenFieldsAreUsual(final CommandInfo command) {
		// Where nothing is asked there is no dialog.
		if (Keys.of(command).isEmpty()) return;
		final Map<String, String> texts = new LinkedHashMap<>();
		Keys.of(command)
			.forEach(key -> texts.put(key.getName(), String.valueOf(key.getDefaultValue())));
		assertUsual(command, texts);
		for (final ModuleItem<?> key : Keys.of(command))
			for (final String choice : KeyValues.choices(key)) {
				final Map<String, String> chosen = new LinkedHashMap<>(texts);
				chosen.put(key.getName(), choice);
				assertUsual(command, chosen);
			}
	}

	private static void assertUsual(final CommandInfo command, final Map<String, String> texts) {
		final boolean few = Keys.of(command).size() <= 10;
		final long usual = Hints.read(command, texts).stream()
			.filter(key -> few || !command.getInput(key).is(Hints.ADVANCED)).count();
		assertTrue(usual <= 10, command.getName() + " has " + usual + " usual fields with " + texts);
		assertTrue(usual >= 2, command.getName());
	}

	/**
	 * As Fiji writes the recorder's line and reads it back: every key with a value of its own, among
	 * them blanks, equals signs and other keys' names. (A text that holds {@code key=} itself is beyond
	 * ImageJ.)
	 */
	@ParameterizedTest
	@MethodSource("commands")
	void whatIsRecordedIsReadBack(final CommandInfo command) {
		final Map<String, String> values = new LinkedHashMap<>();
		Keys.of(command).forEach(key -> values.put(key.getName(), value(key, values.size())));
		final String before = String.valueOf(Recorder.getCommandOptions());
		values.forEach(Recorder::recordOption);
		final String all = Recorder.getCommandOptions() + " ";
		final String options = all.startsWith(before) ? all.substring(before.length()) : all;
		values.forEach((key, value) -> assertEquals(value, Macro.getValue(options, key, null),
			key + " in " + options));
	}

	private static String value(final ModuleItem<?> key, final int number) {
		if (key.getType() == String.class) return "a folder/title, steps = " + number;
		return key.getType() == boolean.class ? String.valueOf(number % 2 == 0) : number + ".5";
	}
}
