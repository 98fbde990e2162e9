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

package org.gradiscope.engine.tf.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** What stands against images of a size is told in one line, and the operation is named. */
class InputSizeCheckTest {

	private static Optional<String> unsupportedReason(final long height, final long width,
		final BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> body) {
		return InputSizeCheck.of(TinyGraphs.of(body).graph(), "input", List.of(1L, height, width, 3L))
			.unsupportedReason();
	}

	/** Without the first two pixels of each side. */
	private static Operand<TFloat32> cropped(final Ops tf, final Operand<TFloat32> images) {
		return tf.withName("crop").stridedSlice(images, tf.constant(new int[] { 0, 2, 2, 0 }),
			tf.constant(new int[] { 0, 0, 0, 0 }), tf.constant(new int[] { 1, 1, 1, 1 }),
			StridedSlice.beginMask(9L), StridedSlice.endMask(15L));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { //
		"3 | 3 | -", //
		"2 | 3 | 'crop' would give [1, 0, 1, 3]", //
		"9 | 1 | 'crop' would give [1, 7, 0, 3]" })
	void aPictureThatHasShrunkToNothingIsAnObstacle(final long height, final long width,
		final String expected) {
		assertEquals(expected,
			unsupportedReason(height, width, InputSizeCheckTest::cropped).orElse(null));
	}

	@Test
	void whatTensorFlowRefusesIsNamed() {
		assertEquals(
			Optional.of(
				"'pool' cannot be computed (Negative dimension size caused by " + "subtracting 4 from 2)"),
			unsupportedReason(2, 9, (tf, x) -> tf.withName("pool").nn.avgPool(x, List.of(1L, 4L, 4L, 1L),
				List.of(1L, 1L, 1L, 1L), "VALID")));
		assertEquals(
			Optional.of("'rows' cannot be computed (Dimension size must be evenly divisible " +
				"by 192 but is 189)"),
			unsupportedReason(9, 7,
				(tf, x) -> tf.withName("rows").reshape(x, tf.constant(new int[] { -1, 192 }))));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = { //
		"16384 | 32768 | -", //
		"16384 | 32769 | 'wide' would give [1, 16384, 32769, 4]", //
		"9223372036854775807 | 2 | 'input' cannot be computed (Shape [1,9223372036854775807,2,3] is too large " + //
			"(more than 2**63 - 1 entries))" })
	void aTensorThatIsTooLargeIsAnObstacle(final long height, final long width,
		final String expected) {
		assertEquals(expected,
			unsupportedReason(height, width,
				(tf, x) -> tf.withName("wide")
					.concat(List.of(x, tf.math.mean(x, tf.constant(3), Mean.keepDims(true))), tf.constant(3)))
				.orElse(null));
	}

	@Test
	void aSizeThatOnlyThePixelsTellIsRefused() {
		final Optional<String> unsupportedReason = unsupportedReason(4, 4,
			(tf, x) -> tf
				.fill(tf.dtypes.cast(tf.reshape(tf.math.mean(x, tf.constant(new int[] { 0, 1, 2, 3 })),
					tf.constant(new int[] { 1 })), TInt32.class), tf.constant(1f)));
		assertTrue(unsupportedReason.orElseThrow().contains("takes its size from the image's pixels"),
			unsupportedReason.get());
	}
}
