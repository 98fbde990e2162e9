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
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import org.gradiscope.engine.tf.graph.GraphErrors;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.core.Unstack;
import org.tensorflow.types.TFloat32;

/** Recurrent layers, written out time point by time point. */
final class RecurrentLayers {

	private RecurrentLayers() {}

	/** @param cell what is done at a time point */
	static LayerBuilder of(final Function<LayerCall, RecurrentCell> cell) {
		return call -> results(call, cell);
	}

	private static List<Operand<TFloat32>> results(final LayerCall outer,
		final Function<LayerCall, RecurrentCell> cells) {
		final LayerConfig config = outer.config();
		requirePlain(outer);
		final LayerCall call = outer.ofPart("cell", "");
		final RecurrentCell cell = cells.apply(call);
		final Ops tf = call.tf();
		final Operand<TFloat32> projected = cell.projected(call.input());
		final List<Operand<TFloat32>> points = points(tf, projected, config);
		List<Operand<TFloat32>> states = states(call, cell, projected);
		final List<Operand<TFloat32>> outputs = new ArrayList<>();
		for (final Operand<TFloat32> point : points) {
			states = cell.step(point, states);
			outputs.add(states.get(0));
		}
		final List<Operand<TFloat32>> results = new ArrayList<>();
		results.add(
			config.flag("return_sequences", false) ? tf.stack(outputs, Stack.axis(1L)) : states.get(0));
		if (config.flag("return_state", false)) results.addAll(states);
		return results;
	}

	/** From the first to the last, or backwards. */
	private static List<Operand<TFloat32>> points(final Ops tf, final Operand<TFloat32> projected,
		final LayerConfig config) {
		final List<Operand<TFloat32>> points = new ArrayList<>(
			tf.unstack(projected, KerasShapes.extent(projected, 1), Unstack.axis(1L)).output());
		if (config.flag("go_backwards", false)) Collections.reverse(points);
		return points;
	}

	/** Tensors behind the series are the states to begin with. */
	private static List<Operand<TFloat32>> states(final LayerCall call, final RecurrentCell cell,
		final Operand<TFloat32> projected) {
		final List<Operand<TFloat32>> zeros = cell.initial(projected);
		final List<Operand<TFloat32>> given = new ArrayList<>(call.inputs());
		given.remove(0);
		call.arguments().get(1, "initial_state").filter(states -> given.isEmpty())
			.ifPresent(states -> states.tensors().forEach(given::add));
		if (!given.isEmpty() && given.size() != zeros.size())
			throw call.config().wrong("is given " + given.size() + " states, but has " + zeros.size());
		return given.isEmpty() ? zeros : given;
	}

	private static void requirePlain(final LayerCall call) {
		final LayerConfig config = call.config();
		if (call.arguments().get(9, "mask").isPresent()) throw config.unsupported("is given a mask");
		if (config.flag("time_major", false)) throw config.unsupported("takes the time first");
		final long length =
			KerasShapes.axes(call.input()) < 3 ? 0 : KerasShapes.extent(call.input(), 1);
		if (length < 0) throw GraphErrors.of(config.title() +
			" takes series of any length, but can be written out for one only; give the network's input " +
			"a length, or export it from Python by scripts/export-keras-model.py.");
		if (length == 0) throw config.wrong("takes a series, but is given none");
		call.graph().count(length);
	}
}
