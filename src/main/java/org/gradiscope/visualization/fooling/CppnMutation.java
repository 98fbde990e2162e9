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

package org.gradiscope.visualization.fooling;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import org.gradiscope.visualization.fooling.Cppn.Connection;

/**
 * How CPPNs change, as in NEAT (Stanley &amp; Miikkulainen 2002): a node more on a connection, a
 * connection more, another function, other weights. There is no crossover, as in Nguyen et al. 2015.
 */
final class CppnMutation {

	private static final double NODE = 0.2;
	private static final double CONNECTION = 0.4;
	private static final double FUNCTION = 0.2;
	/** The share of the weights that change. */
	private static final double WEIGHT = 0.3;
	/** The standard deviation of a change, drawn for each child: to search wide and to refine. */
	private static final double LARGEST = 3;
	private static final double SMALLEST = 0.03;
	/** A random weight's standard deviation: some waves fit into a picture. */
	private static final double SPREAD = 3;
	/** A larger network takes longer to draw than a network to look at it. */
	private static final int MOST_NODES = 48;
	private static final int FIRST_NODES = 4;

	private CppnMutation() {}

	/** Every input leads to every output, and some nodes are between. */
	static Cppn random(final int outputs, final SplittableRandom random) {
		final List<Cppn.CppnActivation> functions = new ArrayList<>();
		final List<Connection> connections = new ArrayList<>();
		for (int o = 0; o < outputs; o++) {
			functions.add(function(random));
			for (int i = 0; i < Cppn.INPUTS; i++)
				connections.add(new Connection(i, Cppn.INPUTS + o, SPREAD * gaussian(random)));
		}
		Cppn network = new Cppn(functions, outputs, connections);
		for (int n = random.nextInt(FIRST_NODES + 1); n > 0; n--)
			network = addConnection(addNode(network, random), random);
		return network;
	}

	/** A child. */
	static Cppn of(final Cppn parent, final SplittableRandom random) {
		Cppn child = parent;
		if (random.nextDouble() < NODE && child.size() < MOST_NODES) child = addNode(child, random);
		if (random.nextDouble() < CONNECTION) child = addConnection(child, random);
		if (random.nextDouble() < FUNCTION) child = changeFunction(child, random);
		return changeWeights(child, random);
	}

	/**
	 * A connection is split by a new node of any function: into the node with the weight that there was,
	 * and out of it with 1.
	 */
	static Cppn addNode(final Cppn network, final SplittableRandom random) {
		final int chosen = random.nextInt(network.connections().size());
		final Connection split = network.connections().get(chosen);
		final int place = Math.min(split.to(), network.size() - network.outputs());
		final List<Cppn.CppnActivation> functions = new ArrayList<>(network.functions());
		functions.add(place - Cppn.INPUTS, function(random));
		final List<Connection> connections = new ArrayList<>();
		for (int i = 0; i < network.connections().size(); i++)
			if (i != chosen) connections.add(shifted(network.connections().get(i), place));
		final Connection moved = shifted(split, place);
		connections.add(new Connection(moved.from(), place, split.weight()));
		connections.add(new Connection(place, moved.to(), 1));
		return new Cppn(functions, network.outputs(), connections);
	}

	/** The nodes from {@code place} on have moved by one. */
	private static Connection shifted(final Connection c, final int place) {
		return new Connection(c.from() >= place ? c.from() + 1 : c.from(),
			c.to() >= place ? c.to() + 1 : c.to(), c.weight());
	}

	/** Between two nodes of which the second is later; where there is one already, it gets the weight. */
	static Cppn addConnection(final Cppn network, final SplittableRandom random) {
		final int to = Cppn.INPUTS + random.nextInt(network.size() - Cppn.INPUTS);
		final int from = random.nextInt(Math.min(to, network.size() - network.outputs()));
		final List<Connection> connections = new ArrayList<>(network.connections());
		connections.removeIf(c -> c.from() == from && c.to() == to);
		connections.add(new Connection(from, to, SPREAD * gaussian(random)));
		return new Cppn(network.functions(), network.outputs(), connections);
	}

	private static Cppn changeFunction(final Cppn network, final SplittableRandom random) {
		final List<Cppn.CppnActivation> functions = new ArrayList<>(network.functions());
		functions.set(random.nextInt(functions.size()), function(random));
		return new Cppn(functions, network.outputs(), network.connections());
	}

	private static Cppn changeWeights(final Cppn network, final SplittableRandom random) {
		final double change = LARGEST * Math.pow(SMALLEST / LARGEST, random.nextDouble());
		final List<Connection> connections = new ArrayList<>();
		for (final Connection c : network.connections())
			connections.add(
				random.nextDouble() < WEIGHT ? c.withWeight(c.weight() + change * gaussian(random)) : c);
		return new Cppn(network.functions(), network.outputs(), connections);
	}

	private static Cppn.CppnActivation function(final SplittableRandom random) {
		final Cppn.CppnActivation[] all = Cppn.CppnActivation.values();
		return all[random.nextInt(all.length)];
	}

	/** By Box and Muller. */
	private static double gaussian(final SplittableRandom random) {
		return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) *
			Math.cos(2 * Math.PI * random.nextDouble());
	}
}
