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

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.gradiscope.tensor.ValueRange;

/** Of which pixels a mean and a deviation are that come without a range. */
enum MetadataScale {

	/** Of 0 to 1. */
	UNIT(ValueRange.UNIT),
	/** Of 0 to 255. */
	EIGHT_BIT(ValueRange.EIGHT_BIT),
	/** Means of 0 and deviations of 1, which do nothing. */
	ANY(null),
	/** One is of 0 to 1 and the other of 0 to 255. */
	NEITHER(null);

	private final ValueRange range;

	MetadataScale(final ValueRange range) {
		this.range = range;
	}

	/** What is over 1 is of 0 to 255, and what is not, but does something, of 0 to 1. */
	static MetadataScale of(final List<Float> mean, final List<Float> deviation) {
		final boolean large =
			Stream.concat(mean.stream(), deviation.stream()).anyMatch(number -> number > 1);
		final boolean small = isSmall(mean, 0) || isSmall(deviation, 1);
		return large && small ? NEITHER : large ? EIGHT_BIT : small ? UNIT : ANY;
	}

	private static boolean isSmall(final List<Float> numbers, final float idle) {
		return numbers.stream().allMatch(number -> number <= 1) &&
			numbers.stream().anyMatch(number -> number != idle);
	}

	Optional<ValueRange> range() {
		return Optional.ofNullable(range);
	}

	boolean fits(final Optional<ValueRange> stated) {
		return this == ANY || stated.isEmpty() || stated.equals(range());
	}
}
