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

import org.gradiscope.attack.AttackedImage;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.engine.Prediction;
import org.gradiscope.imagej.SavedSlice;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * A slice to be attacked.
 *
 * @param file the slice, and what the network sees of it
 * @param mask what may change of what is seen; null for all
 * @param before what the network says of it; null of a network that outputs images
 * @param criterion what is wanted
 */
record AttackedSlice(SavedSlice file, Tensor mask, Prediction before, Criterion criterion) {

	/** What the network sees as darkest and brightest. */
	ValueRange range() {
		return file.input().range(file.slice());
	}

	/** How many values may change. */
	int changeableValues() {
		if (mask == null) return file.seen().width() * file.seen().height() *
			file.input().planes(file.slice()).length * file.input().channels();
		int count = 0;
		for (final float value : mask.data())
			if (value != 0) count++;
		return count;
	}

	/** Slices that go through a network together, their pixels read. */
	static List<AttackedImage> images(final List<AttackedSlice> slices) {
		return slices.stream().map(AttackedSlice::image).toList();
	}

	private AttackedImage image() {
		return new AttackedImage(clean(), mask, before, criterion, file.input().format(), file);
	}

	/** What the network sees. */
	Pixels clean() {
		return file.clean();
	}

	/**
	 * Of one range each.
	 *
	 * @param most how many together
	 */
	static List<List<AttackedSlice>> batches(final List<AttackedSlice> slices, final int most) {
		final List<List<AttackedSlice>> batches = new ArrayList<>();
		for (final AttackedSlice slice : slices) {
			final List<AttackedSlice> last =
				batches.isEmpty() ? List.of() : batches.get(batches.size() - 1);
			final boolean fits =
				!last.isEmpty() && last.size() < most && last.get(0).range().equals(slice.range());
			if (fits) last.add(slice);
			else batches.add(new ArrayList<>(List.of(slice)));
		}
		return batches;
	}
}
