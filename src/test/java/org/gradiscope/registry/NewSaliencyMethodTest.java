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
package org.gradiscope.registry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.Menus;
import ij.measure.ResultsTable;

import java.awt.HeadlessException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.attribution.AttributionMethods;
import org.gradiscope.cli.Main;
import org.gradiscope.command.CheckSaliency;
import org.gradiscope.command.DefaultGradiscopeService;
import org.gradiscope.command.Hints;
import org.gradiscope.command.KeyValues;
import org.gradiscope.command.SaliencyMap;
import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.gradiscope.testing.ScaledGradient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/**
 * A new saliency method is its class, its entry in the registry, and its test: with no more than that,
 * one that only tests have is offered, explained, run and checked everywhere.
 */
class NewSaliencyMethodTest {

	private static final String NAME = ScaledGradient.ENTRY.name();
	private static final String ENTRY = "Saliency Map...";
	private static final CommandInfo COMMAND = new CommandInfo(SaliencyMap.class);

	@TempDir
	private Path folder;

	@BeforeAll
	static void register() {
		AttributionMethods.REGISTRY.register(ScaledGradient.ENTRY);
	}

	@AfterAll
	static void unregister() {
		AttributionMethods.REGISTRY.unregister(ScaledGradient.ENTRY);
	}

	private static ImagePlus image() {
		return new ImagePlus("bacteria.tif", PixelType.RGB
			.processor(Micropatterns.draw(Pattern.BACTERIA, 48, 7).values()).convertToByte(false));
	}

	private static CommandModule run(final Class<? extends Command> command, final Object... inputs)
		throws Exception {
		try (Context context =
			new Context(DefaultGradiscopeService.class, CommandService.class, StatusService.class)) {
			final Map<String, Object> values = new HashMap<>(Map.of("input", image()));
			for (int i = 0; i < inputs.length; i += 2)
				values.put((String) inputs[i], inputs[i + 1]);
			return context.service(CommandService.class).run(command, true, values).get();
		}
	}

	private static float[] pixels(final ImagePlus map) {
		return (float[]) map.getProcessor().getPixels();
	}

	private static float[] times(final int factor, final float[] values) {
		final float[] scaled = values.clone();
		for (int i = 0; i < scaled.length; i++)
			scaled[i] *= factor;
		return scaled;
	}

	private static String help(final String... arguments) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final PrintStream print = new PrintStream(out);
		Main.run(arguments, print, print);
		return out.toString();
	}

	@Test
	void itIsOfferedAndExplained() {
		for (final Class<? extends Command> command : List.of(SaliencyMap.class, CheckSaliency.class)) {
			final CommandInfo info = new CommandInfo(command);
			final List<String> choices = KeyValues.choices(info.getInput("method"));
			assertEquals(NAME, choices.get(choices.size() - 1));
			assertTrue(Hints.description(info.getInput("method"))
				.endsWith("; lrp: Bach 2015; " + NAME + ": Nobody 2026."));
			assertTrue(Hints.readWith(info, info.getInput("steps"))
				.startsWith(" Read with method=integrated-gradients, blur-integrated-gradients, " +
					"guided-integrated-gradients, xrai, " + NAME));
			final String help = help("help", info.getName());
			assertTrue(help.contains(" | lrp | " + NAME + ","), help);
		}
	}

	@Test
	void itsKeysAreReadWithIt() {
		final Set<String> read =
			Hints.read(COMMAND, Map.of("method", NAME, "compare", "", "view", "map"));
		assertTrue(read.contains("steps"));
		assertFalse(read.contains("baseline") || read.contains("masks"));
		assertTrue(
			Hints.read(COMMAND, Map.of("method", "gradient", "compare", "lrp, " + NAME, "view", "map"))
				.contains("steps"));
	}

	@Test
	void theCommandRunsItWithItsKey() throws Exception {
		final ImagePlus plain =
			(ImagePlus) run(SaliencyMap.class, "method", "gradient", "view", "map").getOutput("output");
		final ImagePlus scaled =
			(ImagePlus) run(SaliencyMap.class, "method", NAME, "view", "map", "steps", 4)
				.getOutput("output");
		assertArrayEquals(times(4, pixels(plain)), pixels(scaled));
		assertEquals("bacteria-" + NAME, scaled.getTitle());
		assertTrue(scaled.getInfoProperty().contains("method " + NAME + ": scaled-gradient[factor=4]"));
	}

	@Test
	void aMacroRunsItWithItsKey() {
		// ImageJ makes the table when it is first asked to run something, and headless stops at the menus.
		if (Menus.getCommands() == null) assertThrows(HeadlessException.class, () -> IJ.run(ENTRY));
		Menus.getCommands().put(ENTRY, "org.gradiscope.imagej1.Gradiscope_(\"saliency-map\")");
		try {
			assertArrayEquals(times(4, map("gradient")), map(NAME));
		}
		finally {
			Menus.getCommands().remove(ENTRY);
		}
	}

	private float[] map(final String method) {
		final String input = folder.resolve("image.tif").toString();
		final String output = folder.resolve(method + ".tif").toString();
		IJ.saveAsTiff(image(), input);
		assertEquals("went on",
			IJ.runMacro("setBatchMode(true); open('" + input +
				"'); run('Saliency Map...', 'view=map title=result steps=4 method=" + method +
				"'); selectImage('result'); saveAs('tiff', '" + output + "'); return 'went on';"));
		return pixels(IJ.openImage(output));
	}

	@Test
	void theCommandLineRunsIt() {
		final String path = folder.resolve("image.tif").toString();
		IJ.saveAsTiff(image(), path);
		final String map = folder.resolve("map.tif").toString();
		assertTrue(help("saliency-map", "input=" + path, "output=" + map, "view=map", "method=" + NAME)
			.contains(map));
		assertTrue(IJ.openImage(map).getStatistics().max > 0);
		assertTrue(help("saliency-map", "input=" + path, "output=" + map, "method=magic")
			.contains(", lrp, " + NAME + ", but 'magic' was given."));
	}

	@Test
	void itStandsBesideAllOthers() throws Exception {
		for (final String all : List.of("all", "every")) {
			final ImagePlus stack =
				(ImagePlus) run(SaliencyMap.class, "compare", all, "masks", 8, "samples", 2, "steps", 2)
					.getOutput("output");
			assertEquals(NAME, stack.getStack().getSliceLabel(stack.getStackSize()));
		}
	}

	/** Sensitivities are ranked by their magnitudes, contributions by their values. */
	@Test
	void itIsCheckedByWhatItSaysThatItsNumbersMean() throws Exception {
		AttributionMethods.REGISTRY.register(ScaledGradient.SHARES);
		try {
			final double gradient = deletion("gradient");
			assertEquals(gradient, deletion(NAME));
			assertNotEquals(gradient, deletion(ScaledGradient.SHARES.name()));
		}
		finally {
			AttributionMethods.REGISTRY.unregister(ScaledGradient.SHARES);
		}
	}

	private static double deletion(final String method) throws Exception {
		return ((ResultsTable) run(CheckSaliency.class, "method", method, "randomization", false,
			"curvesteps", 8, "changes", 4, "steps", 2).getOutput("table")).getValue("deletion", 0);
	}
}
