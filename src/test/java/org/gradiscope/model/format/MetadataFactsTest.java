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

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.gradiscope.model.Channels;
import org.gradiscope.model.Description;
import org.gradiscope.model.Fact;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is taken from the metadata of a network's file, and what is not. */
class MetadataFactsTest {

	private static Description of(final Map<String, String> metadata, final int channels,
		final int classes) {
		return MetadataFacts.of(metadata, Description.NONE, channels, classes, false);
	}

	private static void assertIgnored(final String why, final Description found) {
		assertEquals(Map.of(), found.sources());
		assertEquals(1, found.remarks().size(), found.remarks().toString());
		final String remark = found.remarks().get(0);
		assertTrue(remark.contains(why) && remark.lines().count() == 1, remark);
	}

	@ParameterizedTest
	@CsvSource({ "NominalRange_0_255,0,255", "normalized_0_1,0,1", "Normalized_1_1,-1,1",
		"NominalRange_16_235,16,235" })
	void theRangeOfOnnx(final String value, final float low, final float high) {
		final Description found = of(Map.of("Image.NominalPixelRange", value), 3, 5);
		assertEquals(new ValueRange(low, high), found.get(Fact.RANGE).orElseThrow());
		assertEquals("stated by the file's metadata (Image.NominalPixelRange)",
			found.sources().get("value range"));
	}

	@ParameterizedTest
	@CsvSource({ "Gray8,1,grey", "Rgb8,3,rgb", "BGR8,3,bgr", "Rgba8,4,rgba" })
	void theOrderOfTheChannels(final String value, final int channels, final String word) {
		assertEquals(Channels.parse(word),
			of(Map.of("Image.BitmapPixelFormat", value), channels, 5).get(Fact.CHANNELS).orElseThrow());
	}

	/** Which their size shows. */
	@ParameterizedTest
	@CsvSource(delimiter = '|',
		value = { "mean | std | [0.5, 0.25, 0.75] | [0.5, 0.5, 0.5] | 1",
			"input_mean | input_std | 127.5 | (127.5,) | 255",
			"image_mean | image_std | 100,110,120 | 1 | 255",
			"standardization_mean | standardization_std | 0.5 | 1 | 1", "mean | std | 0 | 255 | 255" })
	void aMeanIsOfUnitOrOfEightBits(final String meanKey, final String deviationKey,
		final String mean, final String deviation, final float bright) {
		final Description found = of(Map.of(meanKey, mean, deviationKey, deviation), 3, 5);
		assertEquals(new ValueRange(0, bright), found.get(Fact.RANGE).orElseThrow());
		assertTrue(found.sources().get("value range").startsWith("inferred: '" + meanKey + "'"));
		assertEquals(MetadataValues.numbers(mean).get(0), found.get(Fact.MEAN).orElseThrow().get(0));
		assertEquals(3, found.get(Fact.MEAN).orElseThrow().size());
	}

	@Test
	void whatDoesNothingIsNotStated() {
		assertEquals(Description.NONE, of(Map.of("mean", "[0, 0, 0]", "std", "1"), 3, 5));
		assertEquals(Description.NONE, of(Map.of("author", "somebody", "stride", "32"), 3, 5));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		value = { "names | {0: 'cell', 1: \"cell's wall\", 2: 'none'} | cell's wall",
			"class_names | {\"2\": \"c\", \"1\": \"b\", \"0\": \"a\"} | b",
			"classes | [\"no\", \"yes\", \"1\"] | yes", "labels | a, b c ,d | b c" })
	void namesOfClasses(final String key, final String value, final String second) {
		final Description found = of(Map.of(key, value), 3, 3);
		assertEquals(second, found.get(Fact.LABELS).orElseThrow().name(1));
		assertEquals(Map.of("labels", "stated by the file's metadata (" + key + ")"), found.sources());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
		value = { "mean | 0.5,0.5 | has 2 numbers, but the network takes 3",
			"mean | often | is no list of numbers", "mean | [1, [2], 3] | is no list of numbers",
			"mean | NaN | is no list of numbers", "mean | [a]: b | is no list of numbers",
			"std | [1, 0, 1] | not over 0", "Image.NominalPixelRange | 0..7 | is not one of",
			"Image.BitmapPixelFormat | Gray8 | is of 1 channels, but the network takes 3",
			"Image.BitmapPixelFormat | Bgra8 | is not one of", "Image.ColorSpaceGamma | Linear | linear",
			"names | a,b | names 2 classes, but the network gives 5",
			"names | {a: 1} | is no list of names", "names | [[a], b, c, d, e] | is no list of names",
			"names | {0: a, 7: b} | is no list of names", "names | [&a [*a]] | is no list of names",
			"names | {a | is no list of names" })
	void whatDoesNotFitIsIgnoredAndSaid(final String key, final String value, final String why) {
		assertIgnored(why, of(Map.of(key, value), 3, 5));
	}

	@Test
	void aMeanThatContradictsSomethingIsIgnored() {
		assertIgnored("is of other pixels than 'std'", of(Map.of("mean", "0.5", "std", "127"), 3, 5));
		assertIgnored("twice", MetadataFacts.of(Map.of("mean", "0.5"), Description.NONE, 3, 5, true));
		final Description ranged =
			of(Map.of("mean", "0.5", "Image.NominalPixelRange", "NominalRange_0_255"), 3, 5);
		assertEquals(List.of("value range"), List.copyOf(ranged.sources().keySet()));
		assertTrue(ranged.remarks().get(0).contains("does not go with Image.NominalPixelRange"));
	}

	/** Range, mean and deviation are of one file, whichever says any. */
	@Test
	void whatIsStatedElsewhereStands() {
		final Map<String, String> metadata = Map.of("Image.BitmapPixelFormat", "Bgr8",
			"Image.NominalPixelRange", "NominalRange_0_255", "mean", "120", "names", "a,b");
		final Description stated = Description.NONE.with(Fact.CHANNELS, Channels.RGB, "here")
			.with(Fact.MEAN, Collections.nCopies(3, 0.5f), "here")
			.with(Fact.LABELS, IndexedLabels.inOrder(List.of("c", "d")).labels(), "here");
		assertEquals(Description.NONE, MetadataFacts.of(metadata, stated, 3, 2, false));
	}
}
