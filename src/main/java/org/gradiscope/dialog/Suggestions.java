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

package org.gradiscope.dialog;

import ij.ImagePlus;
import ij.WindowManager;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.gradiscope.command.Hints;
import org.gradiscope.model.Layer;
import org.gradiscope.model.ModelException;
import org.gradiscope.model.store.CatalogueEntry;
import org.gradiscope.model.store.CatalogueStore;
import org.gradiscope.model.store.ModelStore;

/**
 * The values that dialogs offer for a key, by what is written beside it.
 *
 * @param known of the network at hand
 * @param layer what the key {@code layer} is
 * @param networks of the catalogue
 */
record Suggestions(NetworkLoader.NetworkSummary known, String layer, List<Suggestion> networks) {

	/** Longer lists of numbers are of no use. */
	private static final int MOST_CHANNELS = 4096;

	/** @param text as of {@link Hints#OFFERS} */
	List<Suggestion> of(final String text) {
		return Arrays.stream(text.split("\\|")).flatMap(this::part).toList();
	}

	private Stream<Suggestion> part(final String word) {
		return switch (word) {
			case Hints.MODELS -> models();
			case Hints.CATALOGUE -> networks.stream();
			case Hints.CLASSES -> known.classes().stream().map(Suggestion::new);
			case Hints.LAYERS -> known.layers().stream().map(Suggestions::layer);
			case Hints.MAPS -> known.layers().stream().filter(Layer::isSpatial).map(Suggestions::layer);
			case Hints.CONVOLUTIONS -> known.convolutions().stream().map(Suggestion::new);
			case Hints.CHANNELS -> channels();
			case Hints.IMAGES -> images();
			case Hints.FOLDER, Hints.FILE -> Stream.of();
			default -> Stream.of(new Suggestion(word));
		};
	}

	private static Suggestion layer(final Layer layer) {
		return new Suggestion(layer.name(), layer.channels() < 0 ? "" : layer.channels() + " channels");
	}

	private Stream<Suggestion> models() {
		final List<String> lately = LastUsedValues.models();
		final Stream<Suggestion> others = Stream.concat(
			ModelStore.embedded().stream().map(name -> new Suggestion(name, "comes with the plugin")),
			networks.stream().filter(network -> !ModelStore.isEmbedded(network.value())));
		return Stream.concat(lately.stream()
			.filter(
				m -> !ModelStore.isEmbedded(m) && networks.stream().noneMatch(n -> n.value().equals(m)))
			.map(m -> new Suggestion(m, "used lately")), others);
	}

	private Stream<Suggestion> channels() {
		return known.layers().stream().filter(l -> l.name().equals(layer)).findFirst()
			.map(l -> IntStream.range(0, Math.min(MOST_CHANNELS, l.channels()))
				.mapToObj(i -> new Suggestion(String.valueOf(i))))
			.orElse(Stream.of());
	}

	/** Those whose title others have too by their IDs. */
	private static Stream<Suggestion> images() {
		final int[] ids = WindowManager.getIDList();
		if (ids == null) return Stream.of();
		final List<String> titles = new ArrayList<>();
		for (final int id : ids)
			titles.add(title(WindowManager.getImage(id)));
		return IntStream.range(0, ids.length).filter(i -> !titles.get(i).isEmpty())
			.mapToObj(i -> titles.indexOf(titles.get(i)) == titles.lastIndexOf(titles.get(i))
				? new Suggestion(titles.get(i)) : new Suggestion(String.valueOf(ids[i]), titles.get(i)));
	}

	private static String title(final ImagePlus image) {
		return image == null ? "" : image.getTitle();
	}

	/** Reads the catalogue; a wrong one is told of where networks are opened. */
	static List<Suggestion> catalogue() {
		try {
			final CatalogueStore store = CatalogueStore.open();
			return store.catalogue().entries().stream()
				.map(entry -> new Suggestion(entry.name(), note(store, entry))).toList();
		}
		catch (final ModelException e) {
			return List.of();
		}
	}

	private static String note(final CatalogueStore store, final CatalogueEntry entry) {
		return store.find(entry).isPresent() ? "downloaded" : "to be had by Download Model";
	}

	/**
	 * A value to choose from.
	 *
	 * @param value as the key takes it
	 * @param note what else there is to know of it, or empty
	 */
	record Suggestion(String value, String note) {

		Suggestion(final String value) {
			this(value, "");
		}

		/** Those that have a text in them, whatever its case; the ones that begin with it first. */
		static List<Suggestion> having(final List<Suggestion> offers, final String text) {
			final String wanted = text.strip().toLowerCase(Locale.ROOT);
			return offers.stream().filter(offer -> offer.lower().contains(wanted))
				.sorted(Comparator.comparing(offer -> !offer.lower().startsWith(wanted))).toList();
		}

		private String lower() {
			return value.toLowerCase(Locale.ROOT);
		}

		/** What a combination box writes into its field. */
		@Override
		public String toString() {
			return value;
		}
	}
}
