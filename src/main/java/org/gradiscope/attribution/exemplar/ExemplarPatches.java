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

package org.gradiscope.attribution.exemplar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.gradiscope.engine.Backpropagation;
import org.gradiscope.engine.BatchFiller;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Reads the images that strong places were found in once more, cuts these out at the size of the receptive
 * field, and projects each down to the pixels: the derivative of that one unit at that one position, by the
 * plain rule, guided backprop or the deconvnet (Zeiler &amp; Fergus 2013).
 */
public final class ExemplarPatches {

	/** A place to be looked at. */
	private record Wanted(int unit, int rank, Exemplar place) {}

	/** With the image that it is in. */
	private record Found(Wanted wanted, ExemplarSearch.Read read) {}

	private final Network network;
	private final Evidence evidence;
	private final double side;
	private final Optional<Backpropagation> rule;
	private final List<ExemplarPatch> patches = new ArrayList<>();

	private ExemplarPatches(final Network network, final Evidence evidence, final double side,
		final Optional<Backpropagation> rule) {
		this.network = network;
		this.side = side;
		this.evidence = evidence;
		this.rule = rule;
	}

	/**
	 * All patches of a search, by units and ranks.
	 *
	 * @param source that was searched
	 * @param units of each its places, the strongest first
	 * @param side of the patches, as {@link ExemplarOptions#side}
	 * @param rule by which each is projected; empty for no projection
	 * @throws IllegalArgumentException if an image is not there any more
	 */
	public static List<ExemplarPatch> of(final Network network, final ExemplarSource source,
		final Evidence evidence, final List<List<Exemplar>> units, final double side,
		final Optional<Backpropagation> rule, final Progress progress) {
		final ExemplarPatches all = new ExemplarPatches(network, evidence, side, rule);
		final BatchFiller<Found> batches = new BatchFiller<>(found -> found.read().image(),
			found -> found.read().kind(), batch -> all.batch(batch, progress));
		final Map<Integer, List<Wanted>> parts = byPart(units);
		int done = 0;
		for (final Map.Entry<Integer, List<Wanted>> part : parts.entrySet()) {
			progress.check();
			final List<Pixels> images = source.read(part.getKey());
			for (final Wanted wanted : part.getValue())
				batches.add(new Found(wanted, read(images, wanted.place())));
			progress.report(++done, parts.size(), "patches cut out");
		}
		batches.finish();
		all.patches
			.sort(Comparator.comparingInt(ExemplarPatch::unit).thenComparingInt(ExemplarPatch::rank));
		return List.copyOf(all.patches);
	}

	private static Map<Integer, List<Wanted>> byPart(final List<List<Exemplar>> units) {
		final Map<Integer, List<Wanted>> parts = new TreeMap<>();
		for (int unit = 0; unit < units.size(); unit++)
			for (int i = 0; i < units.get(unit).size(); i++) {
				final Exemplar place = units.get(unit).get(i);
				parts.computeIfAbsent(place.part(), part -> new ArrayList<>())
					.add(new Wanted(unit, i + 1, place));
			}
		return parts;
	}

	private static ExemplarSearch.Read read(final List<Pixels> images, final Exemplar place) {
		if (place.item() >= images.size())
			throw new IllegalArgumentException("Image " + (place.part() + 1) +
				" was searched, but cannot be read any more; leave the images where they " +
				"are until the command has ended.");
		return new ExemplarSearch.Read(place.part(), place.item(), images.get(place.item()));
	}

	private void batch(final List<Found> batch, final Progress progress) {
		progress.check();
		final Pixels images =
			ExemplarSearch.Read.together(batch.stream().map(found -> found.read().image()).toList());
		final Tensor weights = evidence.weights(network, images,
			batch.stream().mapToInt(found -> found.wanted().unit()).toArray(),
			batch.stream().map(found -> found.wanted().place()).toList());
		final FieldGeometry field =
			FieldGeometry.of(network, evidence, batch.get(0).read().image(), weights.shape());
		final Optional<Tensor> gradients = rule.map(by -> network.answer(evidence.query(images)
			.objective(Objectives.units(evidence.layer(), weights)).rule(by).withGradient()).gradient());
		for (int n = 0; n < batch.size(); n++) {
			final int image = n;
			patches.add(patch(batch.get(n), field, gradients.map(all -> all.item(image))));
		}
	}

	private ExemplarPatch patch(final Found found, final FieldGeometry field,
		final Optional<Tensor> gradient) {
		final Wanted wanted = found.wanted();
		final Exemplar place = wanted.place();
		final PatchBounds bounds = field.patch(place.row(), place.column(), side);
		final Pixels image = found.read().image();
		return new ExemplarPatch(wanted.unit(), wanted.rank(), place, field.x(place.column()),
			field.y(place.row()), bounds, image.with(ExemplarPatch.cut(image.values(), bounds)),
			gradient.map(all -> ExemplarPatch.cut(all, bounds)).orElse(null));
	}
}
