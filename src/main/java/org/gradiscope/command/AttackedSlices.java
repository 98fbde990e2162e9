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

package org.gradiscope.command;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** Slices that go through a network together. */
final class AttackedSlices {

	private AttackedSlices() {}

	/**
	 * Of one range each.
	 *
	 * @param most how many together
	 */
	static List<List<AttackedSlice>> batches(final List<AttackedSlice> slices, final int most) {
		final List<List<AttackedSlice>> batches = new ArrayList<>();
		for (final AttackedSlice slice : slices) {
			final List<AttackedSlice> last = batches.isEmpty() ? List.of() : batches.get(batches.size() -
				1);
			final boolean fits = !last.isEmpty() && last.size() < most && last.get(0).range().equals(slice
				.range());
			if (fits) last.add(slice);
			else batches.add(new ArrayList<>(List.of(slice)));
		}
		return batches;
	}

	/**
	 * What may change where two things say so.
	 *
	 * @param within not 0 where the display range cuts nothing: what it cuts would stay as it is seen
	 * @param mask not 0 where it is wanted; null for all
	 * @return null if all may
	 * @throws IllegalArgumentException if nothing may
	 */
	static Tensor mask(final Tensor within, final Tensor mask) {
		final Tensor both = within.copy();
		int count = 0;
		for (int i = 0; i < both.size(); i++) {
			if (mask != null && mask.data()[i] == 0) both.data()[i] = 0;
			if (both.data()[i] != 0) count++;
		}
		if (count == 0)
			throw new IllegalArgumentException("No value that could change is inside of the " +
				"display range; widen it (Image > Adjust > Brightness/Contrast...).");
		return count == both.size() ? null : both;
	}

	/** What may change of all of them, in the shape of {@link #stacked}; null for all. */
	static Tensor mask(final List<AttackedSlice> slices) {
		if (slices.stream().allMatch(slice -> slice.mask() == null)) return null;
		return Tensor.batch(slices.stream().map(AttackedSlice::maskOrAll).toList());
	}

	/** What the network sees of all of them. */
	static Pixels stacked(final List<AttackedSlice> slices) {
		final List<Pixels> clean = slices.stream().map(AttackedSlice::clean).toList();
		return clean.get(0).with(Tensor.batch(clean.stream().map(Pixels::values).toList()));
	}
}
