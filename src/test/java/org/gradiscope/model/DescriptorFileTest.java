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

package org.gradiscope.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorFileTest {

	private static final String TEXT = """
		name: tiny
		graph: g.pb
		input: {tensor: in, channels: bgr, range: [0, 255], mean: [1, 2, 3], size: [20, 30]}
		output: {logits: out}
		labels: [cat, dog]
		layers:
		- {name: c1, tensor: conv/relu, channels: 8, stride: 2}
		auto: {deep-dream: c1}
		notes: {licence: MIT}
		""".replace("\t", "");

	@Test
	void everyKeyIsRead() {
		final ModelDescriptor d = DescriptorFile.parse(TEXT, "tiny.yaml");
		assertEquals("tiny", d.name());
		assertEquals("g.pb", d.graph());
		assertEquals("", d.sha256());
		assertEquals("in", d.input());
		assertEquals(new Preprocessing(Channels.BGR, new ValueRange(0, 255), List.of(1f, 2f, 3f), List
			.of(1f, 1f, 1f), InputSize.fixed(20, 30)), d.preprocessing());
		assertEquals("out", d.logits());
		assertEquals(List.of("cat", "dog"), d.labels().names());
		assertEquals(List.of(new Layer("c1", "conv/relu", 8, 2)), d.layers());
		assertEquals("c1", d.layer("auto", "deep-dream").name());
		assertEquals("c1", d.layer("conv/relu").name());
		assertEquals("MIT", d.notes().get("licence"));
	}

	@Test
	void whatIsWrittenIsReadBackTheSame() {
		final ModelDescriptor d = DescriptorFile.parse(TEXT, "tiny.yaml");
		assertEquals(d, DescriptorFile.parse(DescriptorFile.format(d), "again"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
		textBlock = """
			name: tiny            | ''                      | The key 'name' is missing.
			channels: bgr         | channels: cmyk          | The key 'input.channels' is 'cmyk', but is one of [grey, rgb, bgr].
			mean: [1, 2, 3]       | mean: [1, two, 3]       | The key 'input.mean' needs a list of 3 numbers, but has [1, two, 3].
			channels: 8           | channels: many          | The key 'layers[0].channels' needs a whole number, but has 'many'.
			labels: [cat, dog]    | labels: cat             | The key 'labels' needs a list, but has 'cat'.
			output: {logits: out} | output: out             | A mapping was expected at 'output.', but 'out' was found.
			range: [0, 255]       | range: [1, 1]           | A value range needs a finite min < max, but 1.0..1.0 was given.
			""")
	void aBadKeyIsNamed(final String good, final String bad, final String message) {
		final Exception e = assertThrows(ModelException.class, () -> DescriptorFile.parse(TEXT.replace(
			good, bad), "tiny.yaml"));
		assertEquals("tiny.yaml: " + message, e.getMessage());
	}

	@Test
	void whatIsNoYamlIsRefusedInOneLine() {
		final Exception e = assertThrows(ModelException.class, () -> DescriptorFile.parse("a: [1",
			"tiny.yaml"));
		assertEquals(1, e.getMessage().lines().count());
		assertThrows(ModelException.class, () -> DescriptorFile.parse("", "empty.yaml"));
	}

	@Test
	void layersAreFoundByNameIndexOrWildcard() {
		final ModelDescriptor d = DescriptorFile.parse(TEXT.replace("auto:",
			"- {name: c10, tensor: top, channels: 4, stride: 4}\nauto:"), "tiny.yaml");
		assertEquals("c10", d.layer("1").name());
		assertEquals("c10", d.layer("*0").name());
		assertEquals("c1", d.layer("c?").name());
		assertEquals("Several layers of tiny match 'c*': c1, c10; name one.", assertThrows(
			IllegalArgumentException.class, () -> d.layer("c*")).getMessage());
		assertEquals("There is no layer '2' in tiny; the layers are c1, c10.", assertThrows(
			IllegalArgumentException.class, () -> d.layer("2")).getMessage());
	}
}
