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

package org.gradiscope.parameterization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.gradiscope.parameterization.RowLimits.Row;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.junit.jupiter.api.Test;

class RowLimitsTest {

	@Test
	void eachValueMovesToTheNearestThatIsAllowed() {
		final RowLimits limits = new RowLimits(
			List.of(Row.of(new ValueRange(1, 3)), Row.of(new ValueRange(0.5f, 4.5f)).whole(),
				Row.of(new ValueRange(0, 1)).keeping(List.of(7f, 8f, 9f))));
		final Tensor images = Tensor.of(Shape.of(1, 3, 3, 1), 0, 2.25f, 5, 0.2f, 2.6f, 9, 7, 8, 9);
		assertArrayEquals(new float[] { 1, 2.25f, 3, 1, 3, 4, 7, 8, 9 }, limits.settle(images).data());
	}

	@Test
	void theSameInUnitsOfAnotherRange() {
		final Row row = Row.of(new ValueRange(2, 6)).whole().keeping(List.of(4f));
		assertEquals(List.of(new Row(0.2, 0.6, 0.1, List.of(0.4f))),
			new RowLimits(List.of(row)).mapped(new ValueRange(0, 10), ValueRange.UNIT).rows());
	}

	@Test
	void whatHoldsNothingIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Row.of(new ValueRange(0.2f, 0.8f)).whole());
		assertThrows(IllegalArgumentException.class, () -> new Row(2, 1, 0, List.of()));
	}
}
