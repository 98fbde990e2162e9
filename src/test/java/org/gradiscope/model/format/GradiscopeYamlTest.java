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

package org.gradiscope.model.format;

import static org.gradiscope.model.format.Told.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.Labels;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.store.ModelStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradiscopeYamlTest {

	private static final String TEXT = """
		name: tiny
		graph: g.pb
		signature: predict
		sha256: AB12000000000000000000000000000000000000000000000000000000000000
		input:
		  tensor: in
		  axes: bcyx
		  channels: bgr
		  range: [0, 255]
		  standardization: {kind: percentiles, low: 1, high: 99.8, epsilon: 1e-5}
		  mean: [1, 2, 3]
		  deviation: [0.5, 0.25, 4]
		  size: [20, 30]
		  fit: center-crop
		also-input: {about: [0.5, 1], age: 41}
		output: {tensor: probabilities, logits: out}
		labels: [cat, dog, no, 2020-01-01]
		layers: {c1: conv/relu, c2: conv/relu_2}
		auto: {deep-dream: c1}
		licence: CC0-1.0
		source: drawn
		description: tells nothing apart
		notes: {accuracy: 0.5, 'on': off}
		""".replace("\t", "");

	@Test
	void everyKeyIsReadWithItsSource() {
		assertEquals(
			"""
				name: tiny <- tiny.yaml
				graph: g.pb <- tiny.yaml
				signature: predict <- tiny.yaml
				sha256: ab12000000000000000000000000000000000000000000000000000000000000 <- tiny.yaml
				input tensor: in <- tiny.yaml
				axes: bcyx <- tiny.yaml
				channels: bgr <- tiny.yaml
				value range: 0..255 <- tiny.yaml
				standardization: each image's percentiles 1.0 and 99.8 to 0 and 1 <- tiny.yaml
				mean: [1.0, 2.0, 3.0] <- tiny.yaml
				standard deviation: [0.5, 0.25, 4.0] <- tiny.yaml
				size: resized to 30x20 <- tiny.yaml
				fit: center-crop <- tiny.yaml
				also input: {about=[0.5, 1.0], age=[41.0]} <- tiny.yaml
				output: probabilities <- tiny.yaml
				logits: out <- tiny.yaml
				labels: Labels[names=[cat, dog, no, 2020-01-01]] <- tiny.yaml
				layers: {c1=conv/relu, c2=conv/relu_2} <- tiny.yaml
				auto: {deep-dream=c1} <- tiny.yaml
				notes: {licence=CC0-1.0, source=drawn, description=tells nothing apart, accuracy=0.5, on=off} <- tiny.yaml
				""",
			Told.of(GradiscopeYaml.parse(TEXT, "tiny.yaml")));
	}

	@Test
	void everyKeyMayBeLeftOut() {
		assertEquals(Description.NONE, GradiscopeYaml.parse("{}", "empty.yaml"));
		TEXT.lines().filter(line -> !line.startsWith(" ") && !line.equals("input:")).forEach(line -> {
			final String fact = Told.of(GradiscopeYaml.parse(line, "one.yaml"));
			assertTrue(fact.lines().count() == 1 || line.startsWith("output"), line + " gave " + fact);
		});
		TEXT.lines().filter(line -> line.startsWith("  ")).forEach(line -> assertEquals(1,
			Told.of(GradiscopeYaml.parse("input:\n" + line, "one.yaml")).lines().count(), line));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "size: [20, 30]=minimum-size: [32, 32]",
		"kind: percentiles, low: 1, high: 99.8, =kind: zero-mean-unit-variance, ",
		"{kind: percentiles, low: 1, high: 99.8, epsilon: 1e-5}={kind: none}",
		"fit: center-crop=fit: tile", "[cat, dog, no, 2020-01-01]=['1e5', '010', 'true', '~', 'a: b']",
		"axes: bcyx=preset: caffe" })
	void whatIsWrittenIsReadBackTheSame(final String change) {
		final String text =
			change.isEmpty() ? TEXT : TEXT.replace(change.split("=")[0], change.split("=")[1]);
		final Description description = GradiscopeYaml.parse(text, "a");
		assertEquals(description, GradiscopeYaml.parse(GradiscopeYaml.format(description), "a"));
	}

	@Test
	void oldListOfLayersIsRead() {
		final Description old = GradiscopeYaml.parse(
			TEXT.replace("{c1: conv/relu, c2: conv/relu_2}",
				"[{name: c1, tensor: conv/relu, channels: 8, stride: 2}, {name: c2, tensor: conv/relu_2}]"),
			"tiny.yaml");
		assertEquals(GradiscopeYaml.parse(TEXT, "tiny.yaml"), old);
	}

	@Test
	void labelsMayBeInAFileBeside(@TempDir final Path folder) throws IOException {
		Files.writeString(folder.resolve("names.txt"), "0:cat\n1:dog\n");
		assertEquals(new Labels(List.of("cat", "dog")),
			GradiscopeYaml.parse("labels: names.txt", "a", folder).get(Fact.LABELS).orElseThrow());
		assertRefused(
			"There is no label file " + folder.resolve("nams.txt") +
				"; put it there, or correct 'labels' in gradiscope.yaml.",
			() -> GradiscopeYaml.parse("labels: nams.txt", "a", folder));
		assertRefused(
			"a: '../names.txt' is not in the folder of the model; give a name beside the file " +
				"that names it.",
			() -> GradiscopeYaml.parse("labels: ../names.txt", "a", folder));
	}

	@Test
	void numbersForOtherInputsMayBeInAFileBeside(@TempDir final Path folder) throws IOException {
		Files.writeString(folder.resolve("about.csv"), "0.5,1\n-2e1;3\n");
		assertEquals(Map.of("about", List.of(0.5f, 1f, -20f, 3f)), GradiscopeYaml
			.parse("also-input: {about: about.csv}", "a", folder).get(Fact.OTHER_INPUTS).orElseThrow());
		assertRefused(
			"a: The key 'also-input.about' names the file 'about.csv', but there is no folder; " +
				"list the numbers instead.",
			() -> GradiscopeYaml.parse("also-input: {about: about.csv}", "a"));
		Files.writeString(folder.resolve("about.csv"), "age,sex\n41,0\n");
		assertRefused(
			"The file " + folder.resolve("about.csv") + " should hold numbers alone, with " +
				"commas or new lines between them, but has 'age'; leave out heads and names.",
			() -> GradiscopeYaml.parse("also-input: {about: about.csv}", "a", folder));
	}

	@Test
	void whatIsStatedIsOverThePreset() {
		assertEquals("""
			channels: rgb <- a
			value range: 0..255 <- a
			mean: [0.485, 0.456, 0.406] <- a
			standard deviation: [0.229, 0.224, 0.225] <- a
			""", Told.of(GradiscopeYaml.parse("input: {preset: torch, range: [0, 255]}", "a")));
		assertEquals("""
			channels: grey <- a
			value range: -1..1 <- a
			""", Told.of(GradiscopeYaml.parse("input: {preset: tf, channels: grey}", "a")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			name: tiny            | nme: tiny               | The key 'nme' is not known; the keys there are name, graph, signature, sha256, input, also-input, output, labels, layers, auto, licence, source, description, notes.
			axes: bcyx            | axis: bcyx              | The key 'input.axis' is not known; the keys there are tensor, axes, channels, preset, range, mean, deviation, standardization, series, size, minimum-size, step, fit.
			axes: bcyx            | axes: ybxc              | The input's axes are 'ybxc', but the batch comes first, as in byxc, bxyc, bcyx or bcxy, and of volumes bzyxc; if the network takes one of those all the same, say so as 'axes' of the input in gradiscope.yaml.
			channels: bgr         | channels: cmyk          | The key 'input.channels': The channels are grey, rgb, bgr, rgba, their number, or a list of their names, but 'cmyk' was given.
			channels: bgr         | channels: grey          | The key 'input.mean' has 3 numbers, but the channels grey need 1.
			mean: [1, 2, 3]       | mean: [1, two, 3]       | The key 'input.mean' needs a list of numbers, but has '[1, two, 3]'.
			mean: [1, 2, 3]       | mean: 1                 | The key 'input.mean' needs a list, but has '1'.
			mean: [1, 2, 3]       | mean: [1, .nan, 3]      | The key 'input.mean' needs a list of numbers, but has '[1, NaN, 3]'.
			deviation: [0.5,      | deviation: [0,          | The key 'input.deviation' has a 0, which cannot divide a channel.
			range: [0, 255]       | range: [1, 1]           | A value range needs a finite min < max, but 1.0..1.0 was given.
			range: [0, 255]       | range: [1]              | The key 'input.range' needs a list of 2 numbers, but has '[1]'.
			kind: percentiles     | kind: quantiles         | The key 'input.standardization.kind' is 'quantiles', but is one of [none, zero-mean-unit-variance, percentiles].
			kind: percentiles     | kind: none              | The key 'input.standardization.low' is not known; the keys there are kind.
			low: 1                | low: 99.9               | Percentiles are 0 <= low < high <= 100, but 99.9 and 99.8 were given.
			size: [20, 30]        | size: [20, 30.5]        | The key 'input.size' needs whole numbers of at least 0, but has '[20, 30.5]'.
			size: [20, 30]        | size: [20]              | The key 'input.size' needs [height, width], or [depth, height, width] of volumes, but has '[20]'.
			fit: center-crop      | minimum-size: [1, 1]    | The keys 'input.size' and 'input.minimum-size' exclude one another; keep one.
			fit: center-crop      | fit: stretch            | The key 'input.fit' is 'stretch', but is one of [resize, center-crop, tile].
			fit: center-crop      | preset: keras           | There is no preset 'keras'; the presets are caffe, tf, torch, inception5h, raw, unit.
			fit: center-crop      | preset: torch           | The preset 'torch' is for rgb, but the key 'input.channels' is 'bgr'; leave one of them out and say range, mean and standard deviation instead.
			sha256: AB12          | sha256: xyz             | The key 'sha256' needs 64 hexadecimal digits, but has 'xyz000000000000000000000000000000000000000000000000000000000000'.
			[cat, dog, no, 2020-01-01] | labels.txt         | The key 'labels' names the file 'labels.txt', but there is no folder; list the labels instead.
			{c1: conv/relu, c2: conv/relu_2} | [{name: c1}] | The key 'layers[0].tensor' is missing.
			auto: {deep-dream: c1} | auto: c1               | A mapping was expected at 'auto', but 'c1' was found.
			""")
	void aBadKeyIsNamed(final String good, final String bad, final String message) {
		assertRefused("tiny.yaml: " + message,
			() -> GradiscopeYaml.parse(TEXT.replace(good, bad), "tiny.yaml"));
	}

	@Test
	void messageThatQuotesTheFileIsOneShortLine() {
		final Exception e = assertThrows(ModelException.class,
			() -> GradiscopeYaml.parse("input: {fit: \"a\\nb" + "x".repeat(5000) + "\"}", "a"));
		assertTrue(e.getMessage().startsWith("a: The key 'input.fit' is 'a bxxx"), e.getMessage());
		assertEquals(1, e.getMessage().lines().count());
		assertTrue(e.getMessage().length() < 650);
	}

	@Test
	void whatIsNoYamlOrTooMuchIsRefused() {
		assertRefused("a: A mapping was expected at the top, but nothing was found.",
			() -> GradiscopeYaml.parse("", "a"));
		final String tooMuch =
			"a: It has more than 200000 values or 50 levels, or refers to itself; " + "write it plainly.";
		assertRefused(tooMuch, () -> GradiscopeYaml.parse("notes: &n {a: [*n]}", "a"));
		final String bomb = "notes:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n" + IntStream.range(1, 8)
			.mapToObj(i -> "  " + (char) ('a' + i) + ": &" + (char) ('a' + i) + " [" +
				("*" + (char) ('a' + i - 1) + ", ").repeat(7) + "x]\n")
			.collect(Collectors.joining());
		assertRefused(tooMuch, () -> GradiscopeYaml.parse(bomb, "a"));
	}

	@ParameterizedTest
	@ValueSource(
		strings = { "a: [1", "name: a\nname: b", "name: !!java.net.URL [x]", "a: *b", "a: !!map [b]" })
	void whatSnakeYamlRefusesIsToldInOneLine(final String text) {
		final Exception e = assertThrows(ModelException.class, () -> GradiscopeYaml.parse(text, "a"));
		assertEquals(1, e.getMessage().lines().count());
		assertTrue(e.getMessage().startsWith("a: It cannot be read as YAML: "), e.getMessage());
	}
}
