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

package org.gradiscope.engine.tf.onnx;

import java.util.ArrayList;
import java.util.List;

import org.gradiscope.engine.tf.graph.Op;
import org.tensorflow.Output;

/** Positions of channels-last images that are cut off, or added with zeros. */
final class Cropping {

	private Cropping() {}

	/**
	 * @param before for each axis of positions, how many go at its start; negative: how many are added
	 * @param after likewise at its end
	 */
	static Output<?> of(final OperatorCall call, final Output<?> image, final List<Long> before,
		final List<Long> after) {
		return padded(call, cut(call, image, before, after), before, after);
	}

	private static Output<?> cut(final OperatorCall call, final Output<?> image,
		final List<Long> before, final List<Long> after) {
		final List<Long> begin = new ArrayList<>(List.of(0L));
		final List<Long> end = new ArrayList<>(List.of(0L));
		long open = 1;
		for (int i = 0; i < before.size(); i++) {
			begin.add(Math.max(before.get(i), 0));
			end.add(-Math.max(after.get(i), 0));
			if (after.get(i) <= 0) open |= 1L << i + 1;
		}
		if (begin.stream().allMatch(b -> b == 0) && end.stream().allMatch(e -> e == 0)) return image;
		return call.op(Op.StridedSlice).on(image, call.integers(begin), call.integers(end),
			call.integers(begin.stream().map(b -> 1L).toList())).with("end_mask", open).result();
	}

	private static Output<?> padded(final OperatorCall call, final Output<?> image,
		final List<Long> before, final List<Long> after) {
		final List<Long> pads = new ArrayList<>(List.of(0L, 0L));
		for (int i = 0; i < before.size(); i++) {
			pads.add(Math.max(-before.get(i), 0));
			pads.add(Math.max(-after.get(i), 0));
		}
		pads.addAll(List.of(0L, 0L));
		if (pads.stream().allMatch(pad -> pad == 0)) return image;
		return call.formula().padded(image, pads);
	}
}
