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

package org.gradiscope.model.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.model.format.GradiscopeYaml;
import org.gradiscope.model.format.YamlText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the catalogue says of its networks is read as it is meant, once it lies beside them. */
class CatalogueDescriptorsTest {

	private static Description described(final String name) {
		return GradiscopeYaml.parse(
			YamlText.dump(ModelCatalogue.load(Path.of("nowhere")).get(name).descriptor()),
			ModelDescriptor.FILE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { //
		"inception-v1 | rgb | 0..255 | [117.0, 117.0, 117.0] | 224 | softmax2_pre_activation", //
		"mobilenet-v1 | rgb | -1..1 | - | 224 | MobilenetV1/Logits/SpatialSqueeze", //
		"mobilenet-v2 | rgb | -1..1 | - | 224 | MobilenetV2/Logits/Squeeze", //
		"inception-v3 | rgb | -1..1 | - | 299 | InceptionV3/Logits/SpatialSqueeze", //
		"resnet-50 | bgr | 0..255 | [103.939, 116.779, 123.68] | 224 | -" })
	void whatIsStatedIsRead(final String name, final String channels, final String range,
		final String mean, final int side, final String logits) {
		final Description known = described(name);
		assertEquals(channels, known.get(Fact.CHANNELS).map(Channels::toString).orElse(null));
		assertEquals(range, known.get(Fact.RANGE).orElseThrow().toString());
		assertEquals(mean, known.get(Fact.MEAN).map(Object::toString).orElse(null));
		assertEquals(InputSize.fixed(side, side), known.get(Fact.SIZE).orElseThrow());
		assertEquals(logits, known.get(Fact.LOGITS).orElse(null));
		assertEquals(logits == null ? null : "input", known.get(Fact.INPUT).orElse(null));
		assertEquals(logits == null, known.get(Fact.AUTO).isEmpty());
		assertEquals(side, known.preprocessing().size().width());
	}

	@ParameterizedTest
	@CsvSource({ "micropatterns", "micropatterns-robust", "vgg-16", "vgg-19" })
	void ofWhatCannotBeDownloadedNothingIsSaid(final String name) {
		assertEquals(Description.NONE, described(name));
	}
}
