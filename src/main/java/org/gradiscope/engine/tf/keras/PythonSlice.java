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

package org.gradiscope.engine.tf.keras;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.google.gson.JsonElement;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;

/**
 * What Python takes of one axis, {@code start:stop:step}, each of them null where it is not said; or the
 * one place {@code start}, whose axis goes.
 */
record PythonSlice(Long start, Long stop, Long step, boolean one) {

	static final PythonSlice ALL = new PythonSlice(null, null, null, false);

	static PythonSlice of(final Long start, final Long stop, final Long step) {
		return new PythonSlice(start, stop, step, false);
	}

	static PythonSlice at(final long place) {
		return new PythonSlice(place, null, null, true);
	}

	/** One or several in brackets, as a file has them; an ellipsis stands for all axes that are not named. */
	static List<PythonSlice> parsed(final LayerCall call, final JsonElement brackets) {
		final List<JsonElement> parts =
			brackets.isJsonArray() ? KerasJson.list(brackets) : List.of(brackets);
		final int axes = KerasShapes.axes(call.input());
		final List<PythonSlice> slices = new ArrayList<>();
		for (final JsonElement part : parts)
			if (isEllipsis(part)) for (int left = axes - parts.size() + 1; left > 0; left--)
				slices.add(ALL);
			else slices.add(parsedOne(call, part));
		return slices;
	}

	private static boolean isEllipsis(final JsonElement part) {
		return KerasJson.object(part).flatMap(object -> KerasJson.text(object.get("class_name")))
			.filter("__ellipsis__"::equals).isPresent();
	}

	private static PythonSlice parsedOne(final LayerCall call, final JsonElement part) {
		final Optional<Long> place = KerasJson.whole(part);
		if (place.isPresent()) return at(place.get());
		return KerasJson.object(part).map(slice -> KerasJson.object(slice.get("config")).orElse(slice))
			.map(slice -> of(KerasJson.whole(slice.get("start")).orElse(null),
				KerasJson.whole(slice.get("stop")).orElse(null),
				KerasJson.whole(slice.get("step")).orElse(null)))
			.orElseThrow(() -> call.config().unsupported("adds an axis in brackets"));
	}

	/** Of the first axes; all of the others. */
	static Operand<TFloat32> of(final Ops tf, final Operand<TFloat32> x,
		final List<PythonSlice> axes) {
		long fromFirst = 0;
		long toLast = 0;
		long ones = 0;
		for (int axis = 0; axis < axes.size(); axis++) {
			final PythonSlice slice = axes.get(axis);
			if (slice.start == null) fromFirst |= 1L << axis;
			if (slice.stop == null && !slice.one) toLast |= 1L << axis;
			if (slice.one) ones |= 1L << axis;
		}
		return tf.stridedSlice(x,
			KerasShapes.constant(tf,
				axes.stream().map(slice -> slice.start == null ? 0 : slice.start).toList()),
			KerasShapes.constant(tf, axes.stream().map(PythonSlice::end).toList()),
			KerasShapes.constant(tf,
				axes.stream().map(slice -> slice.step == null ? 1 : slice.step).toList()),
			StridedSlice.beginMask(fromFirst), StridedSlice.endMask(toLast),
			StridedSlice.shrinkAxisMask(ones));
	}

	private long end() {
		return one ? start + 1 : stop == null ? 0 : stop;
	}
}
