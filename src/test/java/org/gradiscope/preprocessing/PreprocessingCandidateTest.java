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

package org.gradiscope.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.gradiscope.model.Channels;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Preprocessing;
import org.gradiscope.model.PreprocessingStep;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

class PreprocessingCandidateTest {

	private static final InputSize SIZE = InputSize.fixed(8, 8);

	private static Preprocessing rgb(final ValueRange range, final float mean,
		final float deviation) {
		return new Preprocessing(Channels.RGB, range, List.of(mean, mean, mean),
			List.of(deviation, deviation, deviation), SIZE);
	}

	private static List<String> names(final Preprocessing own) {
		return PreprocessingCandidate.of(own).stream().map(PreprocessingCandidate::name).toList();
	}

	private static PreprocessingCandidate named(final Preprocessing own, final String name) {
		return PreprocessingCandidate.of(own).stream()
			.filter(candidate -> candidate.name().equals(name)).findFirst().orElseThrow();
	}

	@Test
	void presetsInBothOrdersAndStandardized() {
		assertEquals(
			List.of("caffe, rgb", "caffe", "tf", "tf, bgr", "torch", "torch, bgr", "inception5h", "raw",
				"raw, bgr", "unit", "unit, bgr", "standardized", "standardized, bgr"),
			names(rgb(ValueRange.UNIT, 0, 1)));
		assertEquals(List.of("tf", "raw", "unit", "standardized"),
			names(Preprocessing.of(Channels.GREY, ValueRange.UNIT, SIZE)));
		assertEquals(List.of("tf", "raw", "unit", "standardized"),
			names(Preprocessing.of(Channels.of(5), ValueRange.UNIT, SIZE)));
	}

	@Test
	void meansGoWithTheirChannels() {
		final Preprocessing own = rgb(ValueRange.UNIT, 0, 1);
		assertEquals(List.of(103.939f, 116.779f, 123.68f), named(own, "caffe").preprocessing().mean());
		assertEquals(Channels.BGR, named(own, "caffe").preprocessing().channels());
		assertEquals(List.of(123.68f, 116.779f, 103.939f),
			named(own, "caffe, rgb").preprocessing().mean());
		assertEquals(List.of(0.225f, 0.224f, 0.229f),
			named(own, "torch, bgr").preprocessing().deviation());
	}

	/** 0..1 minus a half, over a half, is -1..1. */
	@Test
	void whatDoesTheSameIsTheSame() {
		final Preprocessing own = rgb(ValueRange.UNIT, 0.5f, 0.5f);
		assertTrue(named(own, "tf").isLike(own));
		assertFalse(named(own, "unit").isLike(own));
		assertFalse(named(own, "tf, bgr").isLike(own));
		assertFalse(named(own, "tf").isLike(own.withAxes("bxyc")));
		assertFalse(named(own, "tf").isLike(own.withSize(InputSize.fixed(9, 8))));
		assertFalse(names(own).contains(PreprocessingCandidate.OWN));
	}

	@Test
	void itsOwnIsOneOfThem() {
		final Preprocessing own = rgb(ValueRange.EIGHT_BIT, 33, 50);
		assertTrue(named(own, PreprocessingCandidate.OWN).isLike(own));
		final Preprocessing steps =
			new Preprocessing(Channels.GREY, ValueRange.EIGHT_BIT, List.of(0f), List.of(1f), SIZE,
				own.fit(), own.standardization(), own.axes(), Optional.of(List.<PreprocessingStep>of()));
		assertEquals(List.of(PreprocessingCandidate.OWN), names(steps));
	}

	@Test
	void inWords() {
		assertEquals("rgb -1..1", named(rgb(ValueRange.UNIT, 0, 1), "tf").scaling());
		assertEquals("bgr 0..255 minus [103.939, 116.779, 123.68] over [1.0, 1.0, 1.0]",
			named(rgb(ValueRange.UNIT, 0, 1), "caffe").scaling());
	}
}
