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

import ij.measure.ResultsTable;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.gradiscope.engine.Engine;
import org.gradiscope.engine.NativeLibraries;
import org.gradiscope.engine.Progress;
import org.gradiscope.imagej.ImageJHost;
import org.gradiscope.imagej.PromptingConsent;
import org.gradiscope.imagej.Tables;
import org.gradiscope.imagej.Titles;
import org.gradiscope.model.store.CatalogueEntry;
import org.gradiscope.model.store.CatalogueStore;
import org.gradiscope.model.store.DownloadListener;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Brings a network of the catalogue, or what runs it, to this machine; or lists what there is. */
@Plugin(type = Command.class, name = "download-model", label = "Download Model",
	menu = { @Menu(label = "Plugins"), @Menu(label = "Gradiscope"),
		@Menu(label = "Download Model...", weight = 51) },
	description = "Downloads a well-known network, or TensorFlow's libraries, once you agree; or lists " +
		"what there is.")
public class DownloadModel extends GradiscopeCommand {

	@Parameter(label = "Name",
		attrs = { @Attr(name = Hints.ONCE),
			@Attr(name = Hints.OFFERS, value = "|tensorflow|" + Hints.CATALOGUE) },
		persist = false,
		description = "The network, as the catalogue calls it, or tensorflow: the libraries that run it; " +
			"empty: the catalogue is listed.")
	private String name = "";

	@Parameter(label = "I agree to the download", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "Whether you agree to the download, its size and its licence.")
	private boolean download = false;

	@Parameter(label = "Even without a publisher's checksum", attrs = @Attr(name = Hints.ONCE),
		persist = false,
		description = "Whether you also take a network of which no publisher's checksum is known.")
	private boolean unverified = false;

	@Parameter(label = "Title", attrs = @Attr(name = Hints.ONCE), persist = false,
		description = "The table's title; auto: download-model.")
	private String title = Titles.AUTO;

	@Parameter(type = ItemIO.OUTPUT, label = "Catalogue",
		description = "Name, size, licence, whether verified, tried and downloaded, and where.")
	private ResultsTable table;

	@Override
	void execute() {
		final Optional<NativeLibraries> natives =
			Engine.load(new ImageJHost(download, prompt(), this::progress)).natives();
		final ResultsTable rows = Tables.empty();
		if (natives.isPresent() && natives.get().name().equalsIgnoreCase(name.strip())) {
			natives.get().obtain();
			Tables.addNatives(rows, natives.get());
		}
		else {
			addNetworks(rows);
			if (name.isBlank()) natives.ifPresent(n -> Tables.addNatives(rows, n));
		}
		progress().report(1, 1, "");
		table = rows;
		show(table, Titles.of(title, Keys.name(this)));
	}

	/** All, or the one that is named, which is there then. */
	private void addNetworks(final ResultsTable rows) {
		final CatalogueStore store = CatalogueStore.open();
		if (!name.isBlank()) store.obtain(name, new PromptingConsent(download, unverified, prompt()),
			new DownloadProgress(progress()));
		for (final CatalogueEntry entry : name.isBlank() ? store.catalogue().entries()
			: List.of(store.catalogue().get(name)))
			Tables.addNetwork(rows, entry, store.find(entry).map(Path::toString).orElse(""));
	}

	/** Shows a download as the progress of a command. */
	private static final class DownloadProgress implements DownloadListener {

		private static final int STEPS = 1000;

		private final Progress progress;

		DownloadProgress(final Progress progress) {
			this.progress = progress;
		}

		@Override
		public void report(final long done, final long total, final String what) {
			final int steps = total > 0 ? (int) Math.min(STEPS - 1, STEPS * done / total) : 0;
			progress.report(steps, STEPS, done > 0 ? what + " " + megabytes(done, total) : what);
		}

		private static String megabytes(final long done, final long total) {
			return total > 0 ? String.format(Locale.ROOT, "%.1f of %.1f MB", done / 1e6, total / 1e6)
				: String.format(Locale.ROOT, "%.1f MB", done / 1e6);
		}

		@Override
		public boolean isCanceled() {
			return progress.isCanceled();
		}
	}
}
