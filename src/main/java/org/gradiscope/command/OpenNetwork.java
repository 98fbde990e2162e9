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

import java.util.Collection;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Device;
import org.gradiscope.engine.EngineException;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.engine.Weights;
import org.gradiscope.imagej.Recipe;
import org.gradiscope.model.InputSize;
import org.gradiscope.model.Layer;
import org.gradiscope.model.Fact;
import org.gradiscope.model.ModelDescriptor;
import org.gradiscope.preprocessing.RangeEvidence;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;

/** A network on loan from {@link GradiscopeService}; {@link #close()} gives it back. */
public final class OpenNetwork implements Network {

	/** Sizes that are named. */
	private static final int LISTED = 4;

	private final Network network;
	private final Runnable giveBack;
	private final NetworkHistory history;
	/** Whether its weights are not those of a training. */
	private final boolean random;
	/** With what the images show. */
	private volatile ModelDescriptor descriptor;
	private final AtomicBoolean closed = new AtomicBoolean();
	private final AtomicBoolean unpadded = new AtomicBoolean();
	private final Gradients gradients = new Gradients();
	/** Sizes that the network does not take, and those that it got instead; in the order of first use. */
	private final Set<String> padded = new LinkedHashSet<>();

	/**
	 * @param giveBack called once
	 * @param history shared by all who lend the network
	 */
	OpenNetwork(final Network network, final Runnable giveBack, final NetworkHistory history) {
		this(network, giveBack, history, false);
	}

	private OpenNetwork(final Network network, final Runnable giveBack, final NetworkHistory history,
		final boolean random) {
		this.random = random;
		this.network = network;
		this.giveBack = giveBack;
		this.history = history;
		this.descriptor = network.descriptor();
	}

	/**
	 * What a command has to say of the network, and only once: what was left out, converted or taken for what,
	 * its ends, its value range, and what it runs on.
	 */
	List<String> remarks(final String command) {
		return history.isFirst(command)
			? Stream
				.concat(descriptor().remarks().stream().filter(remark -> !remark.startsWith("assumed")),
					Stream.of(descriptor().doubts().output(), descriptor().doubts().range(),
						descriptor().doubts().depth(), device().remark()).flatMap(Optional::stream))
				.toList()
			: List.of();
	}

	/** Where the value range is only assumed: whether an image, of the kind that it sees, speaks for another. */
	void tryRange(final Supplier<Pixels> image) {
		if (random ||
			!descriptor.sources().getOrDefault(Fact.RANGE.toString(), "").startsWith("assumed") ||
			descriptor.doubts().range().isEmpty()) return;
		history.evidence(() -> evidence(image.get()))
			.ifPresent(evidence -> descriptor = descriptor.doubted(evidence));
	}

	/** Whether an image can be run says the command itself. */
	private Optional<String> evidence(final Pixels image) {
		try {
			return RangeEvidence.of(network, image);
		}
		catch (final EngineException | IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/** The same loan. */
	@Override
	public OpenNetwork given(final Map<String, Tensor> values) {
		return values.isEmpty() ? this
			: new OpenNetwork(network.given(values), giveBack, history, random);
	}

	/** The network with random weights under the same loan, which is closed with it. */
	OpenNetwork replacedBy(final Network other) {
		return new OpenNetwork(other, () -> {
			other.close();
			close();
		}, history, true);
	}

	@Override
	public Device device() {
		return network.device();
	}

	@Override
	public ModelDescriptor descriptor() {
		return descriptor;
	}

	@Override
	public boolean takes(final int[] sides, final Collection<String> layers) {
		return open().takes(sides, layers) &&
			(!unpadded.get() || layers.isEmpty() || seen(sides, layers).equals(Shape.of(sides)));
	}

	@Override
	public Shape seen(final int[] sides, final Collection<String> layers) {
		return open().seen(sides, layers);
	}

	/** Images of a size that the network does not take are refused from now on. */
	void refusePadding() {
		unpadded.set(true);
	}

	@Override
	public List<Layer> layersBefore(final Collection<String> layers) {
		return open().layersBefore(layers);
	}

	@Override
	public Answer answer(final Query query) {
		final long start = System.nanoTime();
		final Answer answer = open().answer(unpadded.get() ? query.withoutPadding() : query);
		if (query.isBackward()) gradients.add(query.count(), System.nanoTime() - start);
		if (!unpadded.get()) rememberPadding(query);
		return answer;
	}

	/** How long a gradient of one image has taken, on average; empty if there was none. */
	OptionalDouble secondsForGradient() {
		return gradients.seconds();
	}

	/** What gradients took. */
	private static final class Gradients {

		private long count;
		private long nanoseconds;

		synchronized void add(final int images, final long time) {
			count += images;
			nanoseconds += time;
		}

		synchronized OptionalDouble seconds() {
			return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(1e-9 * nanoseconds / count);
		}
	}

	private void rememberPadding(final Query query) {
		if (query.layers().isEmpty()) return;
		final int[] image = query.shape().sides();
		final Shape seen = seen(image, query.layers());
		if (!seen.equals(Shape.of(image))) synchronized (padded) {
			padded.add(InputSize.text(image) + " to " + InputSize.text(seen.toArray()));
		}
	}

	/** What is to be said of images of a size that the network did not take; nothing if it took all. */
	Optional<String> padding() {
		synchronized (padded) {
			if (padded.isEmpty()) return Optional.empty();
			final int more = padded.size() - LISTED;
			return Optional.of(descriptor().name() + " does not take images of this size, so they were " +
				"continued at the right and the bottom" + (isVolume() ? " and after the last slice" : "") +
				" by reflection, from " + padded.stream().limit(LISTED).collect(Collectors.joining(", ")) +
				(more > 0 ? " and " + more + " sizes more" : "") +
				(isVolume() ? " voxels; a volume" : " pixels; a picture") + " that it gives is cut back, " +
				"activations of its layers cover all that it saw.");
		}
	}

	private boolean isVolume() {
		return descriptor().preprocessing().size().isVolume();
	}

	/** A network with random weights outlives this loan, and is the caller's to close. */
	@Override
	public Weights weights() {
		return open().weights();
	}

	private Network open() {
		if (closed.get()) throw new IllegalStateException("The network " + network.descriptor().name() +
			" was given back; ask the GradiscopeService for it again.");
		return network;
	}

	@Override
	public void close() {
		if (closed.compareAndSet(false, true)) giveBack.run();
	}

	/** As the networks call themselves, with a number where two do so alike. */
	static List<String> names(final List<OpenNetwork> networks) {
		final List<String> names = new ArrayList<>();
		for (final OpenNetwork network : networks) {
			final String name = network.descriptor().name();
			String unique = name;
			for (int n = 2; names.contains(unique); n++)
				unique = name + " (" + n + ")";
			names.add(unique);
		}
		return names;
	}

	/** Adds what is to be known of several networks. */
	static void addTo(final Recipe recipe, final List<OpenNetwork> networks) {
		final List<String> names = names(networks);
		for (int n = 0; n < names.size(); n++)
			recipe.with("network " + names.get(n), networks.get(n).descriptor().sha256());
	}
}
