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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonElement;

import org.gradiscope.engine.tf.keras.InboundCall.Reference;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that take what others give, of which each may be called several times. */
final class FunctionalNetwork implements NetworkLayer {

	/** A layer and its calls. */
	private record Placed(LayerDefinition definition, KerasLayer layer, List<InboundCall> calls) {}

	/** One call of a layer. */
	private record Place(String layer, int call) {}

	private final KerasGraph graph;
	private final LayerConfig config;
	private final Map<String, Placed> layers = new LinkedHashMap<>();
	/** By which number the first call of a network within this one goes. */
	private final Map<String, Integer> first = new HashMap<>();
	private final List<Reference> inputs;
	private final List<Reference> outputs;

	FunctionalNetwork(final KerasGraph graph, final LayerConfig config, final KerasWeights weights) {
		this.graph = graph;
		this.config = config;
		final List<LayerDefinition> all = new ArrayList<>();
		for (final JsonElement layer : KerasJson.list(config.get("layers")))
			all.add(LayerDefinition.of(layer));
		final Map<LayerDefinition, KerasWeights> parts = weights.of(all);
		for (final LayerDefinition layer : all)
			add(layer, parts.getOrDefault(layer, KerasWeights.NONE));
		inputs = references("input_layers");
		outputs = references("output_layers");
		findFirstCalls();
	}

	private void add(final LayerDefinition layer, final KerasWeights weights) {
		final String name = KerasJson.text(layer.whole().get("name")).orElse(layer.config().name());
		final KerasLayer called = layer.isInput() ? null : KerasLayer.of(graph, layer, weights);
		if (layers.put(name, new Placed(layer, called, layer.calls())) != null)
			throw layer.config().wrong("has the name of another layer");
	}

	/** One tensor, a list of tensors, or tensors by names. */
	private List<Reference> references(final String argument) {
		final List<Reference> found = new ArrayList<>();
		final Deque<JsonElement> open = new ArrayDeque<>(List.of(config.get(argument)));
		while (!open.isEmpty()) {
			final JsonElement next = open.pop();
			InboundCall.history(next).ifPresentOrElse(found::add, () -> {
				final List<JsonElement> parts = new ArrayList<>(KerasJson.list(next));
				KerasJson.object(next).ifPresent(named -> parts.addAll(named.asMap().values()));
				for (int i = parts.size() - 1; i >= 0; i--)
					open.push(parts.get(i));
			});
		}
		if (found.isEmpty()) throw config.mistaken(argument);
		return found;
	}

	/** Keras 2 counts the call by which a network was built, which its file does not have. */
	private void findFirstCalls() {
		final List<Reference> all = new ArrayList<>(outputs);
		layers.values()
			.forEach(placed -> placed.calls().forEach(call -> all.addAll(call.references())));
		for (final Reference reference : all) {
			final Placed placed = layers.get(reference.layer());
			if (placed != null && placed.definition().isNetwork() &&
				reference.call() == placed.calls().size()) first.put(reference.layer(), 1);
		}
	}

	@Override
	public List<NetworkInput> inputs() {
		return inputs.stream().map(reference -> NetworkInput
			.of(placed(reference.layer()).definition().config(), reference.layer())).toList();
	}

	@Override
	public List<String> outputs() {
		return outputs.stream().map(Reference::layer).toList();
	}

	@Override
	public List<Operand<TFloat32>> called(final Ops scope, final List<Operand<TFloat32>> given) {
		if (given.size() != inputs.size())
			throw config.wrong("takes " + inputs.size() + " tensors, but is given " + given.size());
		final Map<Place, List<Operand<TFloat32>>> known = new HashMap<>();
		for (int i = 0; i < given.size(); i++)
			known.put(new Place(inputs.get(i).layer(), 0), List.of(given.get(i)));
		outputs.forEach(output -> compute(scope, place(output), known));
		return outputs.stream().map(output -> tensor(output, known)).toList();
	}

	private Place place(final Reference reference) {
		return new Place(reference.layer(),
			reference.call() - first.getOrDefault(reference.layer(), 0));
	}

	private Placed placed(final String layer) {
		final Placed placed = layers.get(layer);
		if (placed == null)
			throw config.wrong("takes a tensor of the layer '" + layer + "', which it does not have");
		return placed;
	}

	private InboundCall call(final Place place) {
		final Placed placed = placed(place.layer());
		if (placed.layer() == null || place.call() < 0 || place.call() >= placed.calls().size())
			throw placed.definition().config().wrong("is asked for a result that it does not give");
		return placed.calls().get(place.call());
	}

	/** What a call needs comes first. */
	private void compute(final Ops scope, final Place wanted,
		final Map<Place, List<Operand<TFloat32>>> known) {
		final Deque<Place> open = new ArrayDeque<>(List.of(wanted));
		final Set<Place> begun = new HashSet<>();
		while (!open.isEmpty()) {
			final Place place = open.peek();
			if (known.containsKey(place)) {
				open.pop();
				continue;
			}
			final InboundCall call = call(place);
			final List<Place> missing = call.references().stream().map(this::place)
				.filter(needed -> !known.containsKey(needed)).toList();
			if (missing.isEmpty()) known.put(open.pop(), results(scope, place, call, known));
			else if (!begun.add(place))
				throw placed(place.layer()).definition().config().wrong("takes what it gives itself");
			else for (int i = missing.size() - 1; i >= 0; i--)
				open.push(missing.get(i));
		}
	}

	private List<Operand<TFloat32>> results(final Ops scope, final Place place,
		final InboundCall call, final Map<Place, List<Operand<TFloat32>>> known) {
		final Map<String, CallArgument> named = new HashMap<>();
		call.named().forEach((name, value) -> named.put(name, argument(value, known, 0)));
		final List<CallArgument> placed =
			call.arguments().stream().map(value -> argument(value, known, 0)).toList();
		return placed(place.layer()).layer().called(graph.scope(scope, place.layer()),
			new CallArguments(placed, named));
	}

	private CallArgument argument(final JsonElement value,
		final Map<Place, List<Operand<TFloat32>>> known, final int depth) {
		final Reference reference = InboundCall.reference(value).orElse(null);
		if (reference != null) return new CallArgument.Given(tensor(reference, known));
		final List<JsonElement> members = KerasJson.list(value);
		if (members.isEmpty() || depth > InboundCall.DEEPEST) return new CallArgument.Stated(value);
		final List<CallArgument> all =
			members.stream().map(member -> argument(member, known, depth + 1)).toList();
		return all.stream().allMatch(CallArgument.Stated.class::isInstance)
			? new CallArgument.Stated(value) : new CallArgument.Listed(all);
	}

	private Operand<TFloat32> tensor(final Reference reference,
		final Map<Place, List<Operand<TFloat32>>> known) {
		final List<Operand<TFloat32>> results = known.get(place(reference));
		if (results == null || reference.tensor() >= results.size()) throw placed(reference.layer())
			.definition().config().wrong("is asked for a result that it does not give");
		return results.get(reference.tensor());
	}
}
