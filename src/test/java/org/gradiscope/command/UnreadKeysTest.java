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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.gradiscope.imagej.PixelType;
import org.gradiscope.pattern.Pattern;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

/** A key that a dialog does not show with what is chosen changes nothing of the result. */
class UnreadKeysTest {

	@RegisterExtension
	static final QuietCommands COMMANDS = QuietCommands.ofUsers();

	private static final Map<String, Class<? extends Command>> TYPES =
		Map.of("feature-visualization", FeatureVisualization.class, "fooling-image", FoolingImage.class,
			"activations", Activations.class, "deep-dream", DeepDream.class);

	@TempDir
	private static Path folder;

	private static ImagePlus image;
	private static String path;

	@BeforeAll
	static void draw() {
		image = new ImagePlus("nuclei",
			PixelType.RGB.processor(Micropatterns.draw(Pattern.NUCLEI, 40, 1).values()));
		path = folder.resolve("nuclei.tif").toString();
		IJ.saveAsTiff(image, path);
	}

	@ParameterizedTest
	@ValueSource(strings = { "feature-visualization objective=channel",
		"feature-visualization objective=neuron", "feature-visualization objective=layer",
		"feature-visualization objective=direction", "feature-visualization objective=class",
		"feature-visualization objective=inversion", "feature-visualization objective=caricature",
		"feature-visualization objective=channel priors=false",
		"feature-visualization objective=channel basis=pixel", "fooling-image method=gradient",
		"fooling-image method=evolution", "activations view=stack", "activations view=montage",
		"activations view=overlay", "deep-dream frames=1" })
	void changesNothing(final String way) throws Exception {
		final String[] words = way.split(" ");
		final Class<? extends Command> type = TYPES.get(words[0]);
		final CommandInfo info = new CommandInfo(type);
		final Map<String, String> texts = quick(info);
		for (int i = 1; i < words.length; i++)
			texts.put(words[i].split("=")[0], words[i].split("=")[1]);
		final Set<String> read = Hints.read(info, texts);
		final int[] usual = pixels(info, texts);
		int unread = 0;
		for (final ModuleItem<?> key : Keys.of(info)) {
			if (read.contains(key.getName())) continue;
			final Map<String, String> other = new LinkedHashMap<>(texts);
			other.put(key.getName(), HintsTest.other(key, texts.get(key.getName())));
			assertArrayEquals(usual, pixels(info, other), key.getName() + " with " + way);
			unread++;
		}
		assertTrue(unread > 0, way);
	}

	private static Map<String, String> quick(final CommandInfo info) {
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final ModuleItem<?> key : Keys.of(info))
			texts.put(key.getName(), String.valueOf(key.getDefaultValue()));
		final Map<String, String> quick = Map.of("size", "32", "steps", "2", "layer", "conv4",
			"direction", "1:1", "reference", path, "generations", "2", "octaves", "1");
		texts.replaceAll((key, text) -> quick.getOrDefault(key, text));
		return texts;
	}

	private static int[] pixels(final CommandInfo info, final Map<String, String> texts)
		throws Exception {
		final Map<String, Object> values = new LinkedHashMap<>(KeyValues.parse(info, texts, List.of()));
		if (Keys.takesImage(info)) values.put("input", image);
		final ImagePlus output =
			(ImagePlus) COMMANDS.run(TYPES.get(info.getName()), values).getOutput("output");
		return (int[]) output.flatten().getProcessor().convertToRGB().getPixels();
	}
}
