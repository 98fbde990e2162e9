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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelListTest {

	@Test
	void numbersRangesAndAll() {
		assertArrayEquals(new int[] { 3 }, ChannelList.parse(" 3 ", 8));
		assertArrayEquals(new int[] { 0, 7, 12, 13, 14 }, ChannelList.parse("0, 7,12 - 14", 64));
		assertArrayEquals(new int[] { 0, 1, 2 }, ChannelList.parse("All", 3));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "x", "1;2", "-1", "5-3", "1.5", "0-100000", "0-4294967296" })
	void anythingElseIsRefused(final String text) {
		assertThrows(IllegalArgumentException.class, () -> ChannelList.parse(text, 8));
	}

	@Test
	void allOfAnUnknownNumberIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> ChannelList.parse("all", -1));
	}

	@Test
	void directionsAreWholeOrSparse() {
		assertArrayEquals(new float[] { 1, -2, 0.5f }, ChannelList.direction("1, -2, 0.5", 3));
		assertArrayEquals(new float[] { 0, 0, 0, 1, 0, 0, 0, -0.5f },
			ChannelList.direction("3:1, 7:-0.5", 8));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1,2", "1,2,3,4", "1,2,x", "3:1", "0:1,2", "0:x" })
	void directionsOfAnotherLengthAreRefused(final String text) {
		assertThrows(IllegalArgumentException.class, () -> ChannelList.direction(text, 3));
	}

	@Test
	void theMessageCountsWhatWasGiven() {
		final Exception e =
			assertThrows(IllegalArgumentException.class, () -> ChannelList.direction("1,2", 3));
		assertEquals(
			"A direction has a weight for each of the 3 channels, or parts like 3:1, 7:-0.5, " +
				"but 2 weights were given.",
			e.getMessage());
	}
}
