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
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServingPropertiesTest {

	@TempDir
	private Path folder;

	private Description read(final String text, final Description known) {
		return ServingProperties.describe(text.replace(";", "\n"), "serving.properties", folder, known);
	}

	@Test
	void blanksTakeNoTimeOfTheirSquare() {
		final String blanks = "\t".repeat(200_000);
		assertTimeoutPreemptively(Duration.ofSeconds(2), () -> {
			read("synset=cat ," + blanks + "dog" + blanks + "x", Description.NONE);
			assertRefused("serving.properties: The key 'normalize' needs numbers, but has '1 2'.",
				() -> read("normalize=1" + blanks + "2", Description.NONE));
			assertRefused("serving.properties: The key 'width' needs numbers, but has '1 2'.",
				() -> read("width=1" + blanks + "2", Description.NONE));
		});
	}

	@Test
	void everyKeyIsRead() throws IOException {
		Files.writeString(folder.resolve("names.txt"), "n01440764 tench\nn01443537 goldfish\n");
		assertEquals("""
			name: fish <- serving.properties
			channels: rgb <- serving.properties
			value range: 0..1 <- serving.properties
			standardization:  <- serving.properties
			mean: [0.485, 0.456, 0.406] <- serving.properties
			standard deviation: [0.229, 0.224, 0.225] <- serving.properties
			size: resized to 320x256 <- serving.properties
			fit: resize <- serving.properties
			labels: Labels[names=[tench, goldfish]] <- names.txt
			notes: {apply-softmax=true} <- serving.properties
			""", Told.of(read("""
			# of a server
			engine=TensorFlow
			option.modelName=fish
			application=cv/image_classification
			option.width=320
			option.height=256
			option.resize=true
			option.flag=COLOR
			option.toTensor=true
			option.normalize=true
			option.applySoftmax=true
			option.synsetFileName=names.txt
			batch_size=4
			""", Description.NONE)));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			toTensor=true                            | 0..1   | [0.0, 0.0, 0.0]       | [1.0, 1.0, 1.0]
			toTensor=false                           | 0..255 | [0.0, 0.0, 0.0]       | [1.0, 1.0, 1.0]
			toTensor=false;range=0,1                 | 0..255 | [0.0, 0.0, 0.0]       | [255.0, 255.0, 255.0]
			toTensor=false;range=-1,1                | 0..255 | [128.0, 128.0, 128.0] | [128.0, 128.0, 128.0]
			normalize=0.5, 0.25, 0, 1, 2, 4          | 0..1   | [0.5, 0.25, 0.0]      | [1.0, 2.0, 4.0]
			normalize=1,1,1,2,2,2;range=-1,1         | 0..1   | [257.0, 257.0, 257.0] | [256.0, 256.0, 256.0]
			flag=GRAYSCALE                           | 0..1   | [0.0]                 | [1.0]
			translatorFactory=ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory | 0..1 | [0.0, 0.0, 0.0] | [1.0, 1.0, 1.0]
			""")
	void valuesAreThoseOfDjl(final String text, final String range, final String mean,
		final String deviation) {
		final Description d = read(text, Description.NONE);
		assertEquals(range, d.get(Fact.RANGE).orElseThrow().toString());
		assertEquals(mean, d.get(Fact.MEAN).orElseThrow().toString());
		assertEquals(deviation, d.get(Fact.DEVIATION).orElseThrow().toString());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			width=320                                | 320x224 |             | ``
			resize=true                              | 224x224 | resize      | serving.properties
			resize=299                               | 299x299 | resize      | serving.properties
			resize=320, 256.0, BICUBIC               | 320x256 | resize      | serving.properties
			resize=224;centerCrop=true               | 224x224 | resize      | serving.properties
			resize=256;centerCrop=true               | 224x224 | resize      | assumed: serving.properties has resize=256 and centerCrop=true, for which resize is taken
			resizeShort=true;centerCrop=true         | 224x224 | center-crop | serving.properties
			resizeShort=256;centerCrop=true          | 224x224 | center-crop | assumed: serving.properties has resizeShort=256 and centerCrop=true, for which center-crop is taken
			centerCrop=true                          | 224x224 | center-crop | assumed: serving.properties has centerCrop=true, for which center-crop is taken
			pad=true;resize=true                     | 224x224 | resize      | assumed: serving.properties has pad=true and resize=true, for which resize is taken
			""")
	void sizeAndFitAreThoseOfDjlOrAssumed(final String text, final String size, final String fit,
		final String source) {
		final Description d = read(text, Description.NONE);
		assertEquals("resized to " + size, d.get(Fact.SIZE).orElseThrow().toString());
		assertEquals(fit, d.get(Fact.FIT).map(Object::toString).orElse(null));
		assertEquals(source, d.sources().getOrDefault("fit", ""));
	}

	@Test
	void fileThatSaysNothingOfImagesGivesNoPreprocessing() {
		assertEquals("name: fish <- serving.properties\n",
			Told.of(read("option.modelName=fish", Description.NONE)));
		assertEquals(Description.NONE,
			read("translatorFactory=org.example.Own;width=3", Description.NONE));
		assertEquals("labels: Labels[names=[cat, dog]] <- serving.properties\n",
			Told.of(read("synset=cat, dog", Description.NONE)));
	}

	@Test
	void valuesOfAnotherFileAreNotMixedWithItsOwn() {
		final Description known = Description.NONE.with(Fact.RANGE, new ValueRange(0, 255), "a");
		final Description d = read("normalize=true", known);
		assertEquals("""
			channels: rgb <- assumed: serving.properties leaves 'flag' out, and DJL gives colour
			value range: 0..255 <- a
			""", Told.of(d));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		textBlock = """
			engine=PyTorch                    | serving.properties: The model is for the engine PyTorch, but networks of TensorFlow, Keras and ONNX are run; export it to ONNX (docs/models.md).
			flag=RED                          | serving.properties: The key 'flag' is 'RED', but is one of [COLOR, GRAYSCALE].
			normalize=1,2                     | serving.properties: The key 'normalize' is '1,2', but is true, false, or three means and three standard deviations.
			normalize=1,2,3,4,5,0             | serving.properties: A standard deviation of 0 cannot divide a channel; correct it, or state the deviations in gradiscope.yaml (input: {deviation: [...]}).
			normalize=1,2,3,4,5,x             | serving.properties: The key 'normalize' needs numbers, but has '1,2,3,4,5,x'.
			normalize=true;flag=GRAYSCALE     | serving.properties: The key 'normalize' is 'true', which is for 3 channels, but the network takes 1.
			width=wide                        | serving.properties: The key 'width' needs numbers, but has 'wide'.
			width=0                           | serving.properties: An input has at least 1x1 pixels, but 224x0 was given.
			synsetFileName=../../secret       | serving.properties: '../../secret' is not in the folder of the model; give a name beside the file that names it.
			modelName=\\u00                   | serving.properties: Malformed \\uxxxx encoding.
			""")
	void aBadKeyIsNamed(final String text, final String message) {
		assertRefused(message, () -> read(text, Description.NONE));
	}
}
