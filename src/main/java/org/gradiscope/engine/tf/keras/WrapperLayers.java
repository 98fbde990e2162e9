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

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Layers that call another layer. */
final class WrapperLayers {

	private WrapperLayers() {}

	/** The layer at each time point, all of them as one batch. */
	static Operand<TFloat32> timeDistributed(final LayerCall call) {
		final Ops tf = call.tf();
		final Operand<TFloat32> x = call.input();
		if (KerasShapes.axes(x) < 3) throw call.config().wrong("takes a series, but is given none");
		final List<Long> each = new ArrayList<>(List.of(KerasShapes.FREE));
		each.addAll(KerasShapes.list(x).subList(2, KerasShapes.axes(x)));
		final List<Operand<TInt32>> running = KerasShapes.running(tf, x);
		final List<Operand<TInt32>> places = new ArrayList<>(running.subList(1, running.size()));
		places.set(0, tf.constant(-1));
		final Operand<TFloat32> result =
			call.inner(call.config().get("layer"), call.weights().part("layer", ""), tf,
				CallArguments.of(List.of(KerasShapes.reshaped(tf, x, each, () -> places)))).get(0);
		return inTime(tf, x, result, running);
	}

	private static Operand<TFloat32> inTime(final Ops tf, final Operand<TFloat32> series,
		final Operand<TFloat32> result, final List<Operand<TInt32>> running) {
		final List<Long> extents = new ArrayList<>(KerasShapes.list(result));
		extents.add(1, KerasShapes.extent(series, 1));
		final List<Operand<TInt32>> all = new ArrayList<>(KerasShapes.running(tf, result));
		all.set(0, running.get(0));
		all.add(1, running.get(1));
		return KerasShapes.reshaped(tf, result, extents, () -> all);
	}

	/** A recurrent layer in both directions of time. */
	static List<Operand<TFloat32>> bidirectional(final LayerCall call) {
		final LayerConfig config = call.config();
		final JsonElement forward = config.get("layer");
		final LayerConfig layer = LayerDefinition.of(forward).config();
		final JsonElement backward =
			config.has("backward_layer") ? config.get("backward_layer") : backwards(forward);
		final int states = (call.inputs().size() - 1) / 2;
		final List<Operand<TFloat32>> there = direction(call, forward, "forward", 1, states);
		final List<Operand<TFloat32>> back = direction(call, backward, "backward", 1 + states, states);
		final Operand<TFloat32> inOrder = layer.flag("return_sequences", false)
			? call.tf().reverse(back.get(0), call.tf().constant(new int[] { 1 })) : back.get(0);
		final List<Operand<TFloat32>> results = new ArrayList<>(merged(call, there.get(0), inOrder));
		results.addAll(there.subList(1, there.size()));
		results.addAll(back.subList(1, back.size()));
		return results;
	}

	private static List<Operand<TFloat32>> direction(final LayerCall call, final JsonElement layer,
		final String way, final int from, final int states) {
		final List<Operand<TFloat32>> given = new ArrayList<>(List.of(call.input()));
		given.addAll(call.inputs().subList(from, from + states));
		return call.inner(layer, call.weights().part(way + "_layer", way + "_"),
			call.graph().scope(call.tf(), way), CallArguments.of(given));
	}

	/** The same layer from the last time point to the first. */
	private static JsonObject backwards(final JsonElement forward) {
		final JsonObject layer = new JsonObject();
		forward.getAsJsonObject().asMap().forEach(layer::add);
		final JsonObject config = new JsonObject();
		forward.getAsJsonObject().getAsJsonObject("config").asMap().forEach(config::add);
		config.addProperty("go_backwards",
			!KerasJson.number(config.get("go_backwards")).filter(flag -> flag != 0).isPresent());
		layer.add("config", config);
		return layer;
	}

	private static List<Operand<TFloat32>> merged(final LayerCall call, final Operand<TFloat32> there,
		final Operand<TFloat32> back) {
		final Ops tf = call.tf();
		if (!call.config().has("merge_mode")) return List.of(there, back);
		return switch (call.config().text("merge_mode", "concat")) {
			case "concat" ->
				List.of(tf.concat(List.of(there, back), tf.constant(KerasShapes.axes(there) - 1)));
			case "sum" -> List.of(MergingLayers.add(tf, there, back));
			case "mul" -> List.of(tf.math.mul(there, back));
			case "ave" -> List.of(tf.math.mul(MergingLayers.add(tf, there, back), tf.constant(0.5f)));
			default -> throw call.config().mistaken("merge_mode");
		};
	}
}
