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

package org.gradiscope.attack.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Homography.Point;
import org.gradiscope.transform.Perspective;
import org.gradiscope.transform.Resampling;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What torchvision and NumPy make of a picture: scripts/reference/views.py. */
class ViewReferenceTest {

	private static final float TOLERANCE = 1e-4f;

	private static Map<String, float[]> expected;
	private static Tensor picture;

	@BeforeAll
	static void read() throws IOException {
		try (InputStream in = ViewReferenceTest.class.getResourceAsStream("views.txt")) {
			expected = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter(line -> !line.startsWith("#")).map(line -> line.split(": "))
				.collect(Collectors.toMap(line -> line[0], line -> numbers(line[1])));
		}
		picture = Tensor.of(Shape.of(1, 9, 12, 3), expected.get("picture"));
	}

	private static float[] numbers(final String text) {
		final double[] numbers =
			Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
		final float[] floats = new float[numbers.length];
		IntStream.range(0, floats.length).forEach(i -> floats[i] = (float) numbers[i]);
		return floats;
	}

	private static void assertSeen(final String name, final Tensor seen) {
		assertArrayEquals(expected.get(name), seen.data(), TOLERANCE, name);
	}

	@Test
	void perspectiveIsAsTorchvisionHasIt() {
		final Resampling plane = new Resampling(1, 0, 0, 0);
		assertSeen("perspective inwards", new Perspective(plane, List.of(new Point(0.1, 0.05),
			new Point(0.9, 0.12), new Point(0.85, 0.95), new Point(0.02, 0.8))).apply(picture));
		assertSeen("perspective beyond", new Perspective(plane, List.of(new Point(-0.15, 0.1),
			new Point(1.1, -0.2), new Point(0.9, 1.15), new Point(0.05, 0.85))).apply(picture));
	}

	@Test
	void thePlaneIsAsTorchHasIt() {
		assertSeen("plane", new Resampling(1.25, 0.3, 0, 0).apply(picture));
		assertSeen("plane small", new Resampling(0.8, -0.7, 0, 0).apply(picture));
	}

	@Test
	void lightIsAsTorchvisionAndNumpyHaveIt() {
		final double[] same = { 1, 1, 1 };
		assertSeen("contrast 0.7", Light.seen(picture, ValueRange.UNIT, 0.7, same, 0).images());
		assertSeen("gain 0.8",
			Light.seen(picture, ValueRange.UNIT, 1, new double[] { 0.8, 0.8, 0.8 }, 0).images());
		assertSeen("light",
			Light.seen(picture, ValueRange.UNIT, 1.2, new double[] { 1.1, 0.95, 0.8 }, -0.05).images());
	}
}
