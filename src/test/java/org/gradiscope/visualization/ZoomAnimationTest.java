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

package org.gradiscope.visualization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.transform.Zoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZoomAnimationTest {

	private static final Pixels IMAGE = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 12, 16, 3);

	@Test
	void eachFrameIsTheOneBeforeZoomedAndDreamt() {
		final List<Pixels> starts = new ArrayList<>();
		final List<Pixels> frames = new ArrayList<>();
		new ZoomAnimation(3, 1.2, 10).run(IMAGE, (start, progress) -> {
			starts.add(start);
			return Images.noise(ValueRange.EIGHT_BIT, 10 + starts.size(), 1, 12, 16, 3);
		}, frames::add, Progress.NONE);
		assertEquals(3, frames.size());
		assertArrayEquals(IMAGE.values().data(), starts.get(0).values().data());
		final Zoom zoom = new Zoom(1.2, Math.toRadians(10));
		for (int i = 1; i < 3; i++)
			assertArrayEquals(zoom.of(frames.get(i - 1).values()).data(), starts.get(i).values().data());
	}

	@Test
	void progressRunsOverAllFrames() {
		final List<Double> done = new ArrayList<>();
		final List<String> texts = new ArrayList<>();
		final Progress progress = new Progress() {

			@Override
			public boolean isCanceled() {
				return false;
			}

			@Override
			public void report(final int steps, final int total, final String text) {
				done.add((double) steps / total);
				texts.add(text);
			}
		};
		new ZoomAnimation(4, 1, 0).run(IMAGE, (start, frame) -> {
			frame.report(1, 2, "octave 1");
			frame.report(2, 2, "octave 2");
			return start;
		}, frame -> {}, progress);
		for (int i = 0; i < 8; i++)
			assertEquals((i + 1) / 8.0, done.get(i), 1e-5);
		assertEquals("frame 2 of 4, octave 1", texts.get(2));
	}

	@Test
	void itIsCanceledBetweenFramesAndWhatThereWasHasBeenShown() {
		final List<Pixels> frames = new ArrayList<>();
		assertThrows(CancellationException.class, () -> new ZoomAnimation(9, 1.1, 0).run(IMAGE,
			(start, progress) -> start, frames::add, () -> frames.size() == 4));
		assertEquals(4, frames.size());
	}

	@ParameterizedTest
	@CsvSource({ "0, 1, 0, frames of at least 1", "2, 0.4, 0, a zoom of 0.5 to 2",
		"2, NaN, 0, a zoom of 0.5 to 2", "2, 1, 181, a rotation of -180 to 180 degrees" })
	void badOptionsAreRefused(final int frames, final double zoom, final double rotate,
		final String expected) {
		final String message =
			assertThrows(IllegalArgumentException.class, () -> new ZoomAnimation(frames, zoom, rotate))
				.getMessage();
		assertTrue(message.startsWith("Deep Dream needs " + expected + ", but "), message);
	}
}
